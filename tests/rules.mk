# How the tests are built and run; included by the Makefile at the top.

$(B)/tests/unit/shared/%: $(B)/tests/unit/shared/%.o $(B)/libtest.a \
	$(B)/libshared.a
	$(call link,tests)
$(B)/tests/unit/relay/%: $(B)/tests/unit/relay/%.o $(B)/libtest.a $(SERVER)
	$(call link,tests)
$(B)/tests/relay/%: $(B)/tests/relay/%.o $(B)/libtest.a $(SERVER)
	$(call link,tests)
$(B)/tests/unit/client/%: $(B)/tests/unit/client/%.o $(B)/libtest.a \
	$(CLIENTSIDE)
	$(call link,tests)
$(B)/tests/screen/%: $(B)/tests/screen/%.o $(B)/libtest.a $(CLIENTSIDE)
	$(call link,tests)
tools_PKGS := jansson
$(B)/tests/tools/%: $(B)/tests/tools/%.o $(B)/libshared.a
	$(call link,tools)
$(B)/sim: $(call obj,tests/sim) $(B)/libtest.a $(B)/libdesk.a $(B)/libshared.a
	$(call link,tests)

# A test is built from tests/{unit/*,relay,screen}/test_*.c; what stands beside
# it under another name is not a test.
TESTS := $(filter $(B)/%,$(foreach t,$(UNITS),$(if \
	$(filter test_%,$(notdir $(t))),$(t))))
tests: all $(TESTS)

check: deps-test
	$(Q)$(MAKE) --no-print-directory -j2 all tests FLAVOR=debug
	$(Q)FLAVOR=debug tests/run $(ONLY)

bench: all
	$(Q)FLAVOR=release tests/bench/run
