/* SPDX-License-Identifier: MIT */
#ifndef SHARED_LIMITS_H
#define SHARED_LIMITS_H

/*
 * Every maximum of the system, with its unit and its reason.  What happens at
 * each of them is said where it is enforced, and tested.
 */
#define LIMIT_SHOPPER_FRAME \
	(16 * 1024)                       /* bytes; a text of 4,000 emoji fits \
					   */
#define LIMIT_ASSOCIATE_FRAME (64 * 1024) /* bytes */
#define LIMIT_HTTP_BODY (64 * 1024)       /* bytes of a request's body */
#define LIMIT_JSON_DEPTH 8                /* jansson's memory grows with it */
#define LIMIT_JSON_ITEMS 256              /* values a message; 82 MB else */
#define LIMIT_TEXT_CHARS 4000             /* code points of a message (D12) */
#define LIMIT_TEXT (4 * LIMIT_TEXT_CHARS) /* its bytes */
#define LIMIT_NAME 120                    /* bytes of a name that people see */
#define LIMIT_TITLE 300           /* bytes of a page's or product's title */
#define LIMIT_URL 2000            /* bytes */
#define LIMIT_ADDRESS 254         /* bytes of an e-mail address, RFC 5321 */
#define LIMIT_PASSWORD 256        /* bytes */
#define LIMIT_SKU 64              /* bytes of a product's SKU */
#define LIMIT_NOTE_CHARS 500      /* code points of a note among colleagues */
#define LIMIT_EVIDENCE_CHARS 1000 /* code points of a claim's evidence (E5) */
#define LIMIT_OWN_CLAIMS 50 /* of one associate that wait; over: too_fast */
#define LIMIT_REPORT_CHARS 12000 /* of a problem report; 48 KB at most */
#define LIMIT_SLUG 32            /* bytes of a retailer's or group's key */
#define LIMIT_KEY 40             /* bytes of a sender's key */
#define LIMIT_REF 24             /* bytes of a command's ref */

#define LIMIT_GROUPS 16      /* groups an associate can be in */
#define LIMIT_RINGS 64       /* associates that one request can ever ring */
#define LIMIT_SESSIONS 8     /* devices of one associate; tabs of one shopper */
#define LIMIT_CHAT_KEYS 5000 /* messages of one chat */
#define LIMIT_BASKET 20      /* lines of a shopper's cart that are known */
#define LIMIT_TEMPLATES 200  /* greetings and replies of one retailer */
#define LIMIT_MEDIA (10 * 1024 * 1024) /* bytes of an uploaded file (D6) */
#define LIMIT_PIXELS 40000000          /* of a picture; decoded it is 160 MB */
#define LIMIT_REPLAY 200        /* entries that one resume answers with */
#define LIMIT_CHAT_SALES 100    /* of one chat that are told; the latest */
#define LIMIT_ENQUIRIES 1000    /* that wait at one retailer; over: busy */
#define LIMIT_OWN_ENQUIRIES 10  /* of them one stranger's; over: too_fast */
#define LIMIT_INVITES 500       /* of one retailer that are remembered */
#define LIMIT_INVITE_USES 1000  /* people that one code lets in */
#define LIMIT_INVITE_DAYS 90    /* that one is good */
#define LIMIT_PASSWORD_LEAST 10 /* characters of a password (A1) */
#define LIMIT_FIND 400          /* bytes of a search that somebody typed */
#define LIMIT_FOUND 300     /* products that a search lists; no one reads on */
#define LIMIT_FOUND_PAGE 20 /* of them at once: half of LIMIT_OUTBOX */
#define LIMIT_CATEGORY 750  /* bytes of a category, from the top */
#define LIMIT_GTIN 14       /* digits of a barcode */
#define LIMIT_HTTP_LIST (1024 * 1024) /* bytes of a list that is asked for */
#define LIMIT_FEED (INT64_C(2) << 30) /* bytes of a feed that is fetched */
#define LIMIT_FEED_SECONDS 1800       /* that it may take */
#define LIMIT_FEEDS_AT_ONCE 4         /* being fetched; each has a thread */
#define LIMIT_OUTBOX (256 * 1024)     /* bytes queued for a reader; over: cut */

#endif
