# noren: make demo | check | bench | install.  FLAVOR=debug|release|asan|tsan|cov
# CC=gcc|clang.  V=1 shows the commands.  Programs land in build/$(FLAVOR)/.
FLAVOR     ?= release
PREFIX     ?= /usr/local
PKG_CONFIG ?= pkg-config
VERSION    := 0.1.0
ifeq ($(origin CC),default)
CC         := gcc
endif
Q          := $(if $(V),,@)
B          := build/$(FLAVOR)

PKGS := libwebsockets libuv jansson libcurl sqlite3 libsodium ncursesw \
	libutf8proc libidn2 inih zlib
norend_PKGS   := libwebsockets libuv jansson libcurl sqlite3 libsodium \
	libutf8proc inih zlib
noren_PKGS    := libwebsockets jansson libcurl ncursesw libutf8proc libidn2 \
	inih
norenflow_PKGS := libwebsockets jansson libcurl libutf8proc
norenctl_PKGS := jansson libcurl libutf8proc inih
picture_PKGS  := chafa libjpeg libpng libwebp libwebpdemux
tests_PKGS    := $(PKGS) cmocka vterm

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wformat=2 -Wvla -Wundef -Wwrite-strings
HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection \
	-D_FORTIFY_SOURCE=2
debug_FLAGS   := -O1 -g -Werror
release_FLAGS := -O2 -g $(HARDEN)
asan_FLAGS    := -O1 -g -Werror -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=undefined
tsan_FLAGS    := -O1 -g -Werror -fsanitize=thread
cov_FLAGS     := -O0 -g -Werror --coverage
mutant_FLAGS  := -O2 -g -Werror -DNOREN_MUTANTS
fuzz_FLAGS    := -O1 -g -Werror -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined
ifndef $(FLAVOR)_FLAGS
$(error FLAVOR=$(FLAVOR) is none of debug release asan tsan cov mutant \
	fuzz)
endif

ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. $(WARN) $($(FLAVOR)_FLAGS) \
	-DNOREN_VERSION='"$(VERSION)"' -DNOREN_PREFIX='"$(PREFIX)"' \
	$(shell $(PKG_CONFIG) --cflags $(PKGS) 2>/dev/null) $(subst -I,\
	-isystem ,$(shell $(PKG_CONFIG) --cflags $(picture_PKGS) \
	2>/dev/null)) $(CFLAGS)
ALL_LDFLAGS = $(filter -fsanitize% --coverage,$($(FLAVOR)_FLAGS)) \
	-Wl,-z,relro,-z,now,--as-needed $(LDFLAGS)
libs = $(shell $(PKG_CONFIG) --libs $($(1)_PKGS)) -lunistring -lpthread -lm

src  = $(sort $(wildcard $(addsuffix /*.c,$(1))))
obj  = $(patsubst %.c,$(B)/%.o,$(call src,$(1)))
SHARED := $(call obj,shared) $(addprefix $(B)/shared/picture/,picture.o \
	file_picture.o)
DESK   := $(call obj,relay/desk)
RELAY  := $(call obj,relay/store relay/gate relay/media relay/catalog \
	relay/fetch relay/post)
CTL    := $(filter-out %/main.o,$(call obj,relay/ctl))
FLOW   := $(filter-out %/main.o,$(call obj,client/flow))
CLIENT := $(call obj,client/model client/screen client/term client/link \
	client/export) \
	$(addprefix $(B)/client/,main_language.o main_saver.o main_saving.o file_conf.o) \
	$(FLOW)
PICTURE := $(filter-out %/main.o $(SHARED),$(call obj,shared/picture))
TLIB   := $(call obj,tests/lib)

UNITS  := $(patsubst %.c,$(B)/%,$(call src,tests/unit/shared tests/unit/relay \
	tests/unit/client tests/screen tests/relay))
PROGRAMS := $(B)/norend $(B)/norenctl $(B)/noren $(B)/norenflow
HELPERS := $(B)/noren-picture
TOOLS  := $(patsubst %.c,$(B)/%,$(call src,tests/tools))
MO     := $(patsubst client/po/%.po,$(B)/locale/%/LC_MESSAGES/noren.mo,\
	$(wildcard client/po/*.po))

.PHONY: all demo check check-asan check-tsan check-fuzz bench install \
	uninstall format lint deps-build deps-test clean tests man
all: $(PROGRAMS) $(HELPERS) $(MO)

SERVER := $(addprefix $(B)/lib,relay.a desk.a shared.a)
CLIENTSIDE := $(addprefix $(B)/lib,client.a shared.a)

include $(wildcard tests/rules.mk man/rules.mk)

$(B)/libshared.a: $(SHARED)
$(B)/libpicture.a: $(PICTURE)
$(B)/libdesk.a: $(DESK)
$(B)/librelay.a: $(RELAY)
$(B)/libctl.a: $(CTL)
$(B)/libclient.a: $(CLIENT)
$(B)/libtest.a: $(TLIB)
$(B)/%.a:
	@mkdir -p $(@D)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

link = @mkdir -p $(@D); echo "  LINK $@"; \
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(filter %.o %.a,$^) \
	$(call libs,$(1))

$(B)/norend: $(B)/relay/main.o $(SERVER)
	$(call link,norend)
$(B)/norenctl: $(B)/relay/ctl/main.o $(B)/libctl.a $(B)/relay/store/audit.o \
	$(addprefix $(B)/relay/gate/,file_zone.o file_read.o) $(B)/libshared.a
	$(call link,norenctl)
$(B)/noren: $(call obj,client) $(CLIENTSIDE)
	$(call link,noren)
$(B)/noren-picture: $(B)/shared/picture/main.o $(B)/libpicture.a \
	$(B)/libshared.a
	$(call link,picture)

$(B)/norenflow: $(B)/client/flow/main.o $(CLIENTSIDE)
	$(call link,norenflow)

$(B)/relay/store/db_sql.o: $(wildcard relay/store/sql/*.sql)
$(B)/relay/ctl/complete_script.o: $(wildcard relay/ctl/completion/*)
$(B)/%.o: %.c $(B)/.flags
	@mkdir -p $(@D)
	@echo "  CC   $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
$(B)/.flags: FORCE
	@mkdir -p $(@D); echo '$(CC) $(ALL_CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(ALL_CFLAGS)' > $@
FORCE:
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)

$(B)/locale/%/LC_MESSAGES/noren.mo: client/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format --check-domain -o $@ $<

demo: deps-build
	$(Q)$(MAKE) --no-print-directory -j"$$(nproc)" demo-programs FLAVOR=release
	$(Q)SHOPPERS='$(SHOPPERS)' NOREN_LANG='$(NOREN_LANG)' tests/lib/demo
deps-build:
	$(Q).ci/need build
deps-test:
	$(Q).ci/need test

BIN  := $(abspath $(DESTDIR)$(PREFIX)/bin)
HELP := $(abspath $(DESTDIR)$(PREFIX)/libexec/noren)
DATA := $(abspath $(DESTDIR)$(PREFIX)/share)
COMP := relay/ctl/completion/norenctl.
install: all
	install -d $(BIN) $(HELP) $(DATA)/noren/web
	install -m 755 $(PROGRAMS) $(BIN)
	install -m 755 $(HELPERS) $(HELP)
	cd relay/web && find widget -type f -exec \
		install -D -m 644 {} $(DATA)/noren/web/{} \;
	for m in man/*.[1578]; do \
		install -D -m 644 $$m $(DATA)/man/man$${m##*.}/$${m##*/} || exit; done
	cd $(B) && find locale -name '*.mo' -exec \
		install -D -m 644 {} $(DATA)/{} \;
	install -D -m 644 $(COMP)bash $(DATA)/bash-completion/completions/norenctl
	install -D -m 644 $(COMP)zsh $(DATA)/zsh/site-functions/_norenctl
	install -D -m 644 $(COMP)fish $(DATA)/fish/vendor_completions.d/norenctl.fish
uninstall:
	rm -f $(addprefix $(BIN)/,$(notdir $(PROGRAMS)))
	rm -rf $(HELP) $(DATA)/noren
	for m in man/*.[1578]; do \
		rm -f $(DATA)/man/man$${m##*.}/$${m##*/}; done
	rm -f $(DATA)/locale/*/LC_MESSAGES/noren.mo
	rm -f $(DATA)/bash-completion/completions/norenctl \
		$(DATA)/zsh/site-functions/_norenctl \
		$(DATA)/fish/vendor_completions.d/norenctl.fish

format:
	$(Q)git ls-files '*.c' '*.h' | xargs clang-format -i
clean:
	rm -rf build
