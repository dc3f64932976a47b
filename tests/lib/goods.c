/* SPDX-License-Identifier: MIT */
/*
 * Words are drawn by a curve: the first of a table are everywhere, the last
 * seldom.  Names of makers and models come out of syllables, so that there is a
 * long tail of words that only a few products have, as in a real catalogue.
 */
#include "tests/lib/goods.h"

#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define PICK(seed, table) (table)[curve(seed, COUNT(table))]

static const char *const adjectives[] = {"Classic", "Soft", "Small", "Large",
	"Navy", "Blue", "White", "Black", "Organic", "Light", "Warm", "Slim",
	"Handmade", "Vintage", "Folding", "Waterproof", "Striped", "Quilted",
	"Ribbed", "Glazed", "Brushed", "Portable", "Thermal", "Reversible"};
static const char *const materials[] = {"Cotton", "Wool", "Linen", "Leather",
	"Ceramic", "Steel", "Bamboo", "Oak", "Silk", "Denim", "Glass",
	"Cashmere", "Porcelain", "Titanium", "Canvas", "Merino", "Walnut",
	"Copper"};
static const char *const things[] = {"Shirt", "Coat", "Tea Cup", "Bag", "Shoes",
	"Jacket", "Bowl", "Lamp", "Chair", "Sweater", "Scarf", "Teapot", "Desk",
	"Watch", "Boots", "Kettle", "Blanket", "Backpack", "Trousers", "Plate",
	"Umbrella", "Notebook", "Sofa", "Knife", "Tray", "Wallet", "Socks",
	"Cushion", "T-Shirt", "Raincoat", "Earrings", "Bookshelf", "Thermos"};
static const char *const verbs[] = {"keeps its shape for years",
	"is made in small workshops", "goes well with everything",
	"can be washed at thirty degrees", "comes in a gift box",
	"feels light in the hand", "dries quickly after rain",
	"was designed for daily use", "has won several awards",
	"fits most kitchens", "is finished by hand", "needs no ironing",
	"stays warm for hours", "is easy to repair", "folds flat when stored"};
static const char *const lines[] = {"A favourite of our customers, it",
	"This one", "With its generous size it",
	"Made from selected materials, it", "Simple and quiet, it",
	"Thanks to the careful stitching it", "The newest colour of the season",
	"For home and office alike, it"};
static const char *const colors[] = {"Black", "White", "Navy", "Grey", "Red",
	"Green", "Beige", "Brown", "Indigo", "Mustard"};
static const char *const sizes[] = {"M", "L", "S", "XL", "One size", "24 cm"};
static const char *const groups[] = {"Apparel > Coats", "Apparel > Shirts",
	"Kitchen > Tea", "Kitchen > Tableware > Bowls", "Home > Lighting",
	"Home > Furniture > Chairs", "Bags", "Shoes > Boots", "Stationery",
	"Kitchen > Knives", "Home > Textiles", "Accessories > Watches"};
static const char *const syllables[] = {"ka", "lo", "mi", "ren", "sol", "ta",
	"ver", "no", "bel", "dra", "fin", "gar", "hol", "is", "jun", "kel",
	"lin", "mor", "nor", "os", "pel", "quin", "ros", "sen", "tor", "ul",
	"vin", "wes", "xan", "yor", "zel", "ban"};

static const char *const ja_adjectives[] = {"定番", "軽量", "手作り", "藍染め",
	"大きな", "小さな", "北欧風", "防水", "限定", "無地", "花柄",
	"折りたたみ", "伝統", "新作", "上質な", "やわらかい", "暖かい", "耐熱",
	"保温", "職人"};
static const char *const ja_materials[] = {"綿", "麻", "絹", "ウール", "本革",
	"ステンレス", "陶器", "竹", "オーク材", "ガラス", "有田焼", "銅",
	"磁器", "チタン", "帆布", "カシミヤ", "漆", "和紙"};
static const char *const ja_things[] = {"シャツ", "コート", "湯呑み", "バッグ",
	"靴", "ジャケット", "茶碗", "照明", "椅子", "セーター", "マフラー",
	"急須", "机", "腕時計", "ブーツ", "やかん", "毛布", "リュックサック",
	"ズボン", "皿", "傘", "手帳", "ソファ", "包丁", "お盆", "財布", "靴下",
	"座布団", "Tシャツ", "レインコート", "ピアス", "本棚", "水筒", "風呂敷",
	"抹茶碗"};
static const char *const ja_lines[] = {"毎日の暮らしに寄り添う一品です。",
	"職人が一つひとつ丁寧に仕上げました。", "贈り物にもおすすめです。",
	"使うほどに手になじみます。", "軽くて持ち運びに便利です。",
	"洗濯機で洗えます。", "雨の日でも安心してお使いいただけます。",
	"電子レンジと食洗機に対応しています。", "季節を問わず長く使えます。",
	"落ち着いた色合いで、どんな部屋にも合います。",
	"専用の箱に入れてお届けします。", "数に限りがございます。",
	"水に強く、お手入れも簡単です。", "国内の工房で作られています。"};
static const char *const ja_colors[] = {
	"黒", "白", "紺", "灰", "赤", "緑", "ベージュ", "茶", "藍", "からし"};
static const char *const ja_groups[] = {"衣類 > コート", "衣類 > シャツ",
	"台所 > お茶", "台所 > 食器 > 茶碗", "住まい > 照明",
	"住まい > 家具 > 椅子", "バッグ", "靴 > ブーツ", "文房具",
	"台所 > 包丁", "住まい > 布製品", "小物 > 時計"};
static const char *const ja_syllables[] = {"山", "川", "松", "田", "本", "中",
	"西", "東", "美", "和", "藤", "清", "水", "石", "高", "橋", "京", "都",
	"鶴", "亀", "金", "銀", "花", "月", "星", "海", "森", "林", "竹", "梅"};
static const char *const ja_kana[] = {"カ", "ロ", "ミ", "レン", "ソル", "タ",
	"ベル", "ノ", "ドラ", "フィン", "ガル", "ホル", "ジュ", "ケル", "リン",
	"モ", "ナ", "オス", "ペル", "クイン", "ロス", "セン", "トル", "ビン"};

uint64_t goods_dice(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

static size_t curve(uint64_t *seed, size_t n)
{
	double u = (double)(goods_dice(seed) >> 11) / 9007199254740992.0;

	return (size_t)(u * u * (double)n);
}

struct text {
	char *s;
	size_t size, len;
};

static void add(struct text *t, const char *s)
{
	size_t n = strlen(s);

	if (t->len + n < t->size) {
		memcpy(t->s + t->len, s, n + 1);
		t->len += n;
	}
}

static void add_name(struct text *t, uint64_t *seed, const char *const *table,
	size_t n, int parts)
{
	/* Some makers are far larger than others. */
	uint64_t maker = curve(seed, 20000);
	uint64_t own = maker * 7919 + (uint64_t)parts;

	for (int i = 0; i < parts; i++)
		add(t, table[goods_dice(&own) % n]);
}

static void describe(struct goods *g, uint64_t *seed, int n)
{
	struct text t = {g->description, sizeof(g->description), 0};
	char model[40];

	for (int i = 0; i < n; i++) {
		if (i > 0)
			add(&t, " ");
		add(&t, PICK(seed, lines));
		add(&t, " ");
		add(&t, PICK(seed, verbs));
		add(&t, ".");
	}
	add(&t, " Series ");
	snprintf(model, sizeof(model), "%c%llu", (char)('A' + *seed % 26),
		(unsigned long long)(goods_dice(seed) % 9000 + 1000));
	add(&t, model);
	add(&t, " by ");
	add_name(&t, seed, syllables, COUNT(syllables), 3);
}

static void make_english(struct goods *g, uint64_t *seed)
{
	struct text name = {g->name, sizeof(g->name), 0};
	struct text brand = {g->brand, sizeof(g->brand), 0};

	add_name(&brand, seed, syllables, COUNT(syllables), 3);
	g->brand[0] = (char)(g->brand[0] - 'a' + 'A');
	if (goods_dice(seed) % 3 == 0) {
		add(&name, g->brand);
		add(&name, " ");
	}
	add(&name, PICK(seed, adjectives));
	add(&name, " ");
	add(&name, PICK(seed, materials));
	add(&name, " ");
	add(&name, PICK(seed, things));
	add(&name, " ");
	add_name(&name, seed, syllables, COUNT(syllables), 2);
	describe(g, seed, 3 + (int)(goods_dice(seed) % 3));
	snprintf(g->category, sizeof(g->category), "%s", PICK(seed, groups));
	snprintf(g->color, sizeof(g->color), "%s", PICK(seed, colors));
	snprintf(g->keywords, sizeof(g->keywords), "%s, %s",
		PICK(seed, materials), PICK(seed, adjectives));
}

static void make_japanese(struct goods *g, uint64_t *seed)
{
	struct text name = {g->name, sizeof(g->name), 0};
	struct text brand = {g->brand, sizeof(g->brand), 0};
	struct text t = {g->description, sizeof(g->description), 0};
	int n = 3 + (int)(goods_dice(seed) % 4);

	add_name(&brand, seed, ja_syllables, COUNT(ja_syllables), 2);
	add(&brand, "堂");
	if (goods_dice(seed) % 3 == 0) {
		add(&name, g->brand);
		add(&name, "　");
	}
	add(&name, PICK(seed, ja_adjectives));
	add(&name, PICK(seed, ja_materials));
	add(&name, goods_dice(seed) % 2 ? "の" : " ");
	add(&name, PICK(seed, ja_things));
	add(&name, "「");
	add_name(&name, seed, ja_kana, COUNT(ja_kana), 3);
	add(&name, "」");
	for (int i = 0; i < n; i++)
		add(&t, PICK(seed, ja_lines));
	add_name(&t, seed, ja_syllables, COUNT(ja_syllables), 3);
	snprintf(g->category, sizeof(g->category), "%s", PICK(seed, ja_groups));
	snprintf(g->color, sizeof(g->color), "%s", PICK(seed, ja_colors));
	snprintf(g->keywords, sizeof(g->keywords), "%s、%s",
		PICK(seed, ja_materials), PICK(seed, ja_adjectives));
}

/* EAN-13 of the range for use inside a shop. */
static void make_gtin(struct goods *g, int64_t n)
{
	int sum = 0;

	snprintf(g->gtin, sizeof(g->gtin), "49%010lld",
		(long long)(n % 10000000000));
	for (int i = 0; i < 12; i++)
		sum += (g->gtin[i] - '0') * (i % 2 ? 3 : 1);
	g->gtin[12] = (char)('0' + (10 - sum % 10) % 10);
	g->gtin[13] = '\0';
}

static void make_rest(struct goods *g, uint64_t *seed, int64_t n)
{
	int64_t group = n / 4;

	snprintf(g->sku, sizeof(g->sku), "%c%c-%07lld", (char)('A' + n % 7),
		(char)('K' + n % 5), (long long)n);
	make_gtin(g, n * 37 + 11);
	snprintf(g->mpn, sizeof(g->mpn), "%llX",
		(unsigned long long)(goods_dice(seed) % 100000000));
	snprintf(g->group, sizeof(g->group), "G%lld", (long long)group);
	snprintf(g->size, sizeof(g->size), "%s", PICK(seed, sizes));
	snprintf(g->url, sizeof(g->url),
		"https://www.shop.example/products/%s?from=chat", g->sku);
	snprintf(g->image, sizeof(g->image),
		"https://img.shop.example/large/%s.jpg", g->sku);
	g->product = (struct product){.sku = g->sku,
		.name = g->name,
		.description = g->description,
		.url = g->url,
		.image = g->image,
		.brand = g->brand,
		.category = g->category,
		.keywords = g->keywords,
		.gtin = g->gtin,
		.mpn = g->mpn,
		.item_group = g->group,
		.color = g->color,
		.size = g->size,
		.extra = "",
		.price = 100 + (int64_t)curve(seed, 100000),
		.sale = PRODUCT_NO_PRICE,
		.currency = "JPY",
		.stock = goods_dice(seed) % 10 ? PRODUCT_IN_STOCK
					       : PRODUCT_OUT_OF_STOCK,
		.count = PRODUCT_UNCOUNTED};
	if (goods_dice(seed) % 8 == 0)
		g->product.sale = g->product.price * 4 / 5;
}

void goods_make(struct goods *g, uint64_t seed, int64_t n)
{
	uint64_t own = seed + (uint64_t)n * 0x632be59bd9b4e019;

	*g = (struct goods){.sku = ""};
	goods_dice(&own);
	if (n % 2)
		make_japanese(g, &own);
	else
		make_english(g, &own);
	make_rest(g, &own, n);
}
