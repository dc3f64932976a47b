# How the tests are built and run; included by the Makefile at the top.

PICTURELIB := $(B)/libpicture.a
unit_PKGS := $(tests_PKGS) $(picture_PKGS)
$(B)/tests/unit/shared/%: $(B)/tests/unit/shared/%.o $(B)/libtest.a \
	$(PICTURELIB) $(B)/libshared.a
	$(call link,unit)
$(B)/tests/unit/relay/%: $(B)/tests/unit/relay/%.o $(B)/libtest.a \
	$(B)/libctl.a $(SERVER)
	$(call link,tests)
$(B)/tests/unit/relay/test_hub $(B)/tests/unit/relay/test_retention \
$(B)/tests/unit/relay/test_trail: \
	%: %.o $(B)/tests/unit/relay/fakestore.o $(B)/libtest.a $(SERVER)
	$(call link,tests)
$(B)/tests/relay/%: $(B)/tests/relay/%.o $(B)/libtest.a $(SERVER)
	$(call link,tests)
$(addprefix $(B)/tests/relay/,test_file_relay test_saver test_ws_sock \
	test_ws_seat test_stage): %: %.o $(B)/libtest.a \
	$(CLIENTSIDE)
	$(call link,tests)
$(B)/tests/unit/client/%: $(B)/tests/unit/client/%.o $(B)/libtest.a \
	$(PICTURELIB) $(CLIENTSIDE)
	$(call link,unit)
$(B)/tests/unit/client/test_tty_picture: | $(B)/tests/tools/picdemo \
	$(B)/noren-picture
$(B)/tests/unit/shared/test_file_picture: | $(B)/noren-picture
$(B)/tests/screen/%: $(B)/tests/screen/%.o $(B)/libtest.a $(CLIENTSIDE)
	$(call link,tests)
tools_PKGS := jansson libutf8proc
$(B)/tests/tools/%: $(B)/tests/tools/%.o $(B)/libshared.a
	$(call link,tools)
$(B)/tests/tools/vtctl: $(B)/tests/tools/vtctl.o $(B)/libtest.a $(B)/libshared.a
	$(call link,tests)
demo-programs: all $(addprefix $(B)/tests/tools/,shopd maild)
.PHONY: demo-programs
$(addprefix $(B)/tests/tools/,ttydemo picdemo): %: %.o $(CLIENTSIDE)
	$(call link,tests)
$(addprefix $(B)/tests/unit/client/test_tty_,curses guard): | \
	$(B)/tests/tools/ttydemo
bench_PKGS := libwebsockets libuv sqlite3
$(B)/tests/bench/load $(B)/tests/bench/bare: %: %.o
	$(call link,bench)
$(B)/tests/bench/bench_%: $(B)/tests/bench/bench_%.o $(SERVER)
	$(call link,norend)
$(B)/tests/bench/bench_client: $(B)/tests/bench/bench_client.o $(B)/libtest.a \
	$(B)/libshared.a
	$(call link,tests)
$(B)/tests/bench/bench_catalog: $(B)/tests/bench/bench_catalog.o \
	$(B)/tests/lib/goods.o $(SERVER)
	$(call link,norend)
$(B)/sim: $(call obj,tests/sim) $(B)/tests/lib/memsold.o \
	$(B)/tests/lib/memstore.o $(B)/tests/lib/tzfile.o $(B)/libdesk.a $(B)/libshared.a
	$(call link,tests)
$(B)/sales: $(call obj,tests/sim/sales) $(B)/tests/lib/memsold.o \
	$(B)/tests/lib/memstore.o $(B)/tests/lib/tzfile.o $(B)/libdesk.a $(B)/libshared.a
	$(call link,tests)

# Each tests/fuzz/fuzz_*.c is built twice: as a test that replays its corpus and
# mutations of it, and (check-fuzz, clang only) as a fuzzer.  FUZZ_RELAY,
# FUZZ_DESK, FUZZ_CLIENT and FUZZ_LIB (tests/lib) name those that need more than
# libshared; FUZZ_PICTURE those that need libpicture.
FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard \
	tests/fuzz/fuzz_*.c)))
FUZZ_RELAY  := gate feed query
FUZZ_DESK   := desk hours
FUZZ_CLIENT := edit export input flow record
FUZZ_LIB    := wire
FUZZ_PICTURE := gif mp4 picture webp
FUZZ_SECONDS ?= 20
fuzz_libs = $(if $(filter $(1),$(FUZZ_RELAY)),$(addprefix $(B)/tests/,\
	unit/relay/fakestore.o lib/memsold.o lib/memstore.o lib/tzfile.o) \
	$(SERVER),$(if $(filter $(1),$(FUZZ_DESK)),$(addprefix $(B)/,\
	tests/lib/memstore.o tests/lib/tzfile.o libdesk.a libshared.a),$(if \
	$(filter $(1),$(FUZZ_CLIENT)),$(CLIENTSIDE),$(if \
	$(filter $(1),$(FUZZ_LIB)),$(B)/libtest.a) $(if \
	$(filter $(1),$(FUZZ_PICTURE)),$(PICTURELIB)) $(B)/libshared.a)))
define fuzz_rules
$(B)/tests/fuzz/test_fuzz_$(1): $(B)/tests/fuzz/fuzz_$(1).o \
	$(B)/tests/fuzz/replay_$(1).o $(call fuzz_libs,$(1))
	$$(call link,tests)
$(B)/fuzz/$(1): LDFLAGS += -fsanitize=fuzzer
$(B)/fuzz/$(1): $(B)/tests/fuzz/fuzz_$(1).o $(call fuzz_libs,$(1))
	$$(call link,tests)
endef
$(foreach f,$(FUZZ),$(eval $(call fuzz_rules,$(f))))
$(B)/tests/fuzz/replay_%.o: tests/fuzz/replay.c $(B)/.flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DFUZZ_NAME='"$*"' -MMD -MP -c -o $@ $<
fuzzers: $(FUZZ:%=$(B)/fuzz/%) $(B)/fuzz/wire.dict
.PHONY: fuzzers
check-fuzz: deps-test
	$(Q)$(MAKE) --no-print-directory -j2 FLAVOR=fuzz CC=clang fuzzers
	$(Q)FUZZ_SECONDS=$(FUZZ_SECONDS) tests/fuzz/run build/fuzz/fuzz $(ONLY)

# A test is built from tests/{unit/*,relay,screen}/test_*.c; what stands beside
# it under another name is not a test.
TESTS := $(filter $(B)/%,$(foreach t,$(UNITS),$(if \
	$(filter test_%,$(notdir $(t))),$(t))))
tests: all $(B)/sim $(B)/sales $(TOOLS) $(TESTS) $(FUZZ:%=$(B)/tests/fuzz/test_fuzz_%)

check: deps-test
	$(Q)$(MAKE) --no-print-directory -j2 all tests FLAVOR=debug
	$(Q)FLAVOR=debug tests/run $(ONLY)

bench: deps-test
	$(Q)$(MAKE) --no-print-directory -j2 benches FLAVOR=release
	$(Q)FLAVOR=release tests/bench/run
benches: all $(patsubst %.c,$(B)/%,$(call src,tests/bench))
.PHONY: benches
