# What the wire's table makes: the tables of noren-protocol(7), and the table
# itself as JSON, for the widget's tests.

WIREDOC := $(B)/tests/tools/wiredoc

# And the tables of noren(1), noren.conf(5) and norenflow(1), from those of the
# client.
KEYDOC := $(B)/tests/tools/keydoc
$(KEYDOC): $(KEYDOC).o $(CLIENTSIDE)
	$(call link,noren)

# And the table of roles of norend(8), from the relay's.
ROLEDOC := $(B)/tests/tools/roledoc
$(WIREDOC) $(KEYDOC) $(ROLEDOC): $(B)/tests/lib/mdoc.o

man: $(WIREDOC) $(KEYDOC) $(ROLEDOC)
	$(Q)$(WIREDOC) man < man/noren-protocol.7 > $(B)/noren-protocol.7
	$(Q)cp $(B)/noren-protocol.7 man/noren-protocol.7
	$(Q)for page in noren.1 noren.conf.5 norenflow.1; do \
		$(KEYDOC) < man/$$page > $(B)/$$page && \
		cp $(B)/$$page man/$$page || exit; done
	$(Q)$(ROLEDOC) < man/norend.8 > $(B)/norend.8
	$(Q)cp $(B)/norend.8 man/norend.8
$(B)/wire.json: $(WIREDOC)
	$(Q)$(WIREDOC) json > $@
$(B)/fuzz/wire.dict: $(WIREDOC)
	@mkdir -p $(@D)
	$(Q)$(WIREDOC) dict > $@
tests: $(WIREDOC) $(B)/wire.json
