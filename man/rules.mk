# What the wire's table makes: the tables of noren-protocol(7), and the table
# itself as JSON, for the widget's tests.

WIREDOC := $(B)/tests/tools/wiredoc

man: $(WIREDOC)
	$(Q)$(WIREDOC) man < man/noren-protocol.7 > $(B)/noren-protocol.7
	$(Q)cp $(B)/noren-protocol.7 man/noren-protocol.7
$(B)/wire.json: $(WIREDOC)
	$(Q)$(WIREDOC) json > $@
$(B)/fuzz/wire.dict: $(WIREDOC)
	@mkdir -p $(@D)
	$(Q)$(WIREDOC) dict > $@
tests: $(WIREDOC) $(B)/wire.json
