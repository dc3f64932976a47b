/* SPDX-License-Identifier: MIT */
#ifndef RELAY_CATALOG_FEED_TABLE_H
#define RELAY_CATALOG_FEED_TABLE_H

#include "shared/limits.h"

/*
 * The columns of a feed that mean something here (rule F3): the constant, the
 * usual name, what stands in it (KIND_), the most bytes of what is kept,
 * whether it is needed (NEED_), the member of struct product where text goes
 * (of what is no text, any), and its other names, the best first.  Names are
 * compared without width, case and kana; blanks and hyphens are underscores,
 * and a "g:" before them is nothing.
 *
 * KIND_ID one line, never cut · KIND_LINE one line · KIND_PROSE lines, tags
 * dropped · KIND_LINK · KIND_PRICE · KIND_CURRENCY · KIND_STOCK · KIND_COUNT ·
 * KIND_GTIN.  Lines and prose that are longer are cut.
 *
 * NEED_CELL each row has it · NEED_COLUMN the header has it · NEED_NONE.
 */
/* clang-format off */
#define FEED_TABLE(C) \
	C(SKU, "id", ID, LIMIT_SKU, CELL, sku, \
		"sku|item_id|product_id|商品id|商品コード|商品番号|管理番号") \
	C(NAME, "title", LINE, LIMIT_TITLE, CELL, name, \
		"name|product_name|item_name|商品名|名称|タイトル") \
	C(DESCRIPTION, "description", PROSE, 6000, NONE, description, \
		"desc|body|body_html|商品説明|説明|商品説明文") \
	C(URL, "link", LINK, LIMIT_URL, CELL, url, \
		"url|product_url|product_link|商品url|商品ページurl|リンク") \
	C(IMAGE, "image_link", LINK, LIMIT_URL, NONE, image, \
		"image|image_url|picture|商品画像url|画像url|画像|商品画像") \
	C(CURRENCY, "currency", CURRENCY, 8, NONE, sku, \
		"currency_code|price_currency|通貨|通貨コード") \
	C(PRICE, "price", PRICE, 64, COLUMN, sku, \
		"regular_price|list_price|価格|販売価格|通常価格|定価") \
	C(SALE, "sale_price", PRICE, 64, NONE, sku, \
		"special_price|discount_price|セール価格|特価|割引価格") \
	C(STOCK, "availability", STOCK, 64, NONE, sku, \
		"stock_status|availability_status|在庫状況|在庫|販売状況") \
	C(QUANTITY, "quantity", COUNT, 32, NONE, sku, \
		"stock|inventory|qty|stock_quantity|inventory_quantity|sell_on_google_quantity|在庫数|在庫数量|数量") \
	C(BRAND, "brand", LINE, LIMIT_TITLE, NONE, brand, \
		"manufacturer|maker|vendor|ブランド|ブランド名|メーカー|メーカー名") \
	C(GTIN, "gtin", GTIN, 32, NONE, gtin, \
		"ean|jan|upc|barcode|gtin13|gtin14|gtin12|gtin8|jan_code|janコード|バーコード|isbn") \
	C(MPN, "mpn", ID, LIMIT_SKU, NONE, mpn, \
		"model|model_number|part_number|manufacturer_part_number|型番|品番") \
	C(TYPE, "product_type", LINE, 750, NONE, category, \
		"category|product_category|categories|カテゴリ|カテゴリー|商品カテゴリ|分類") \
	C(GOOGLE, "google_product_category", LINE, 750, NONE, category, \
		"google_category") \
	C(KEYWORDS, "keywords", LINE, 2000, NONE, keywords, \
		"tags|search_terms|search_keywords|キーワード|検索キーワード|タグ") \
	C(GROUP, "item_group_id", ID, LIMIT_SKU, NONE, item_group, \
		"group_id|parent_id|parent_sku|商品グループid|グループid") \
	C(COLOR, "color", LINE, LIMIT_NAME, NONE, color, \
		"colour|色|カラー") \
	C(SIZE, "size", LINE, LIMIT_NAME, NONE, size, \
		"サイズ|大きさ")
/* clang-format on */

#endif
