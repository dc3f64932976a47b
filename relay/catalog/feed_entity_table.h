/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_ENTITY_TABLE_H
#define RELAY_CATALOG_FEED_ENTITY_TABLE_H

/* clang-format off */

/* The named entities of HTML that shops' texts have; others stay as they are.
 * None is longer as UTF-8 than with its & and ;. */
#define FEED_ENTITY_TABLE(E) \
	E("amp", '&') E("lt", '<') E("gt", '>') E("quot", '"') E("apos", '\'') \
	E("nbsp", 0xa0) E("iexcl", 0xa1) E("cent", 0xa2) E("pound", 0xa3) \
	E("yen", 0xa5) E("sect", 0xa7) E("copy", 0xa9) E("laquo", 0xab) \
	E("reg", 0xae) E("deg", 0xb0) E("plusmn", 0xb1) E("sup2", 0xb2) \
	E("sup3", 0xb3) E("micro", 0xb5) E("middot", 0xb7) E("raquo", 0xbb) \
	E("frac14", 0xbc) E("frac12", 0xbd) E("frac34", 0xbe) \
	E("iquest", 0xbf) E("Agrave", 0xc0) E("Aacute", 0xc1) \
	E("Acirc", 0xc2) E("Atilde", 0xc3) E("Auml", 0xc4) E("Aring", 0xc5) \
	E("AElig", 0xc6) E("Ccedil", 0xc7) E("Egrave", 0xc8) \
	E("Eacute", 0xc9) E("Ecirc", 0xca) E("Euml", 0xcb) E("Ntilde", 0xd1) \
	E("Ouml", 0xd6) E("times", 0xd7) E("Oslash", 0xd8) E("Uuml", 0xdc) \
	E("szlig", 0xdf) E("agrave", 0xe0) E("aacute", 0xe1) \
	E("acirc", 0xe2) E("atilde", 0xe3) E("auml", 0xe4) E("aring", 0xe5) \
	E("aelig", 0xe6) E("ccedil", 0xe7) E("egrave", 0xe8) \
	E("eacute", 0xe9) E("ecirc", 0xea) E("euml", 0xeb) E("igrave", 0xec) \
	E("iacute", 0xed) E("icirc", 0xee) E("iuml", 0xef) E("ntilde", 0xf1) \
	E("ograve", 0xf2) E("oacute", 0xf3) E("ocirc", 0xf4) \
	E("otilde", 0xf5) E("ouml", 0xf6) E("divide", 0xf7) \
	E("oslash", 0xf8) E("ugrave", 0xf9) E("uacute", 0xfa) \
	E("ucirc", 0xfb) E("uuml", 0xfc) E("ensp", 0x2002) E("emsp", 0x2003) \
	E("thinsp", 0x2009) E("zwnj", 0x200c) E("zwj", 0x200d) \
	E("ndash", 0x2013) E("mdash", 0x2014) E("lsquo", 0x2018) \
	E("rsquo", 0x2019) E("sbquo", 0x201a) E("ldquo", 0x201c) \
	E("rdquo", 0x201d) E("bdquo", 0x201e) E("bull", 0x2022) \
	E("hellip", 0x2026) E("permil", 0x2030) E("prime", 0x2032) \
	E("Prime", 0x2033) E("euro", 0x20ac) E("trade", 0x2122) \
	E("larr", 0x2190) E("uarr", 0x2191) E("rarr", 0x2192) \
	E("darr", 0x2193) E("minus", 0x2212)
/* clang-format on */

#endif
