/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PASSWORD_TABLE_H
#define SHARED_PASSWORD_TABLE_H

/*
 * The passwords that people choose most, in English and Japanese, and rows of
 * keys, all in small letters, in the order of their bytes: password.c looks one
 * up by halves, and with digits and signs taken off its ends.
 */
/* clang-format off */
#define PASSWORD_TABLE(W) \
	W("!@#$%12345") W("!@#$%^&*()") W("!@#$%^&*()_+") W("!qaz2wsx") \
	W("!qaz@wsx") W("!qaz@wsx#edc") W("0000000000") W("00000000001") \
	W("0000011111") W("0102030405") W("0123456789") W("0987654321") \
	W("1020304050") W("102030405060") W("1029384756") W("10293847561") \
	W("1111100000") W("1111111111") W("1111122222") W("1122334455") \
	W("11223344556677") W("1212121212") W("123123123123") \
	W("1231231234") W("123321123321") W("1234!@#$") W("12344321") \
	W("12345!@#$%") W("1234554321") W("1234567890") W("1234567890-") \
	W("1234567891") W("12345678910") W("1234567899") W("123456789a") \
	W("123456789abc") W("123456789q") W("12345abcde") W("12345qwert") \
	W("1234abcd") W("1234qwer") W("123abc") W("123qwe") W("123qweasd") \
	W("123qweasdzxc") W("1357913579") W("1357924680") W("14344143") \
	W("1472583690") W("147258369147") W("147852369") W("1478963250") \
	W("1593572468") W("159357456852") W("159753159753") W("1618033988") \
	W("192837465") W("1928374650") W("19450815") W("19991231") \
	W("1q2w3e") W("1q2w3e4r") W("1q2w3e4r5t") W("1q2w3e4r5t6y") \
	W("1q2w3e4r5t6y7u") W("1q2w3e4r5t6y7u8i9o0p") W("1qa2ws3ed4rf") \
	W("1qaz2wsx") W("1qaz2wsx3edc") W("1qaz2wsx3edc4rfv") W("1qazxsw2") \
	W("1qazxsw23edc") W("1qw23er45t") W("20000101") W("20010911") \
	W("20110311") W("2222222222") W("2468013579") W("2468024680") \
	W("2718281828") W("3141592653") W("31415926535") W("314159265358") \
	W("3333333333") W("4444444444") W("5201314") W("5201314520") \
	W("5432112345") W("54321543210") W("5555555555") W("6666666666") \
	W("741852963") W("7418529630") W("7777777777") W("7894561230") \
	W("7894561237") W("789456123789") W("8888888888") W("963852741") \
	W("9638527410") W("9876543210") W("9999999999") W("a!s@d#f$") \
	W("a12345678") W("a123456789") W("a1234567890") W("a1b2c3") \
	W("a1b2c3d4") W("a1b2c3d4e5") W("a1s2d3") W("a1s2d3f4") \
	W("a1s2d3f4g5") W("aa12345678") W("aa123456789") W("aaa1234567") \
	W("aaaaaa") W("abc123") W("abc1234567") W("abc12345678") \
	W("abc123456789") W("abcabc") W("abcd1234") W("abcd123456") \
	W("abcd12345678") W("abcde12345") W("abcde123456") W("abcdef") \
	W("abcdef12345") W("abcdef123456") W("abcdefg") W("abcdefgh") \
	W("abcdefghi") W("abcdefghij") W("abcdefghijk") W("abcdefghijkl") \
	W("abcxyz") W("access") W("accessgranted") W("admin") \
	W("admin12345") W("admin123456") W("adminadmin") W("administrator") \
	W("administrator1") W("aiai") W("aishiteru") W("aishiteruyo") \
	W("aiueo") W("aiueoaiueo") W("aiueokakikukeko") W("akachan") \
	W("akb48") W("akihabara") W("akira") W("alexander") W("alexandra") \
	W("alphabet") W("always") W("amanda") W("amazing") W("amazon") \
	W("america") W("american") W("amuro") W("anata") W("andrew") \
	W("android") W("angel") W("angelic") W("angelina") W("angels") \
	W("angou") W("anpanman") W("anshou") W("anshoubangou") W("anthony") \
	W("anything") W("aoki") W("apple") W("apples") W("april") \
	W("arashi") W("arashiarashi") W("arigato") W("arigatou") \
	W("arigatougozaimasu") W("arrows") W("arsenal") W("arubaito") \
	W("asakusa") W("asd!@#123") W("asd123456789") W("asdf") \
	W("asdf1234") W("asdf123456") W("asdfasdf") W("asdfasdfasdf") \
	W("asdfgh") W("asdfghjk") W("asdfghjkl") W("asdfghjkl1") \
	W("asdfghjkl;") W("asdqwe") W("asdzxc") W("ashley") W("asshole") \
	W("associate") W("associates") W("asuka") W("august") W("austin") \
	W("australia") W("autumn") W("avengers") W("awesome") W("ayaka") \
	W("ayumi") W("ayumi1") W("azerty") W("azertyuiop") W("babyboy") \
	W("babygirl") W("babylove") W("babymetal") W("bailey") W("baito") \
	W("baka") W("bakayarou") W("banana") W("barcelona") W("baseball") \
	W("basketball") W("batman") W("batterystaple") W("bayern") \
	W("bear") W("bears") W("beautiful") W("believe") W("benjamin") \
	W("berlin") W("bestfriend") W("bestfriends") W("beyonce") \
	W("bible") W("bigbang") W("biiru") W("birthday") W("bitch") \
	W("biteme") W("blackpink") W("blahblah") W("blahblahblah") \
	W("blessed") W("blessing") W("blink182") W("blizzard") \
	W("blueberry") W("boku") W("bokudesu") W("bond007") W("boss") \
	W("boston") W("boutique") W("boyfriend") W("brandon") W("brazil") \
	W("brian") W("brother") W("brothers") W("buddy") W("bullshit") \
	W("bumpofchicken") W("bunny") W("business") W("buster") \
	W("butterflies") W("butterfly") W("california") W("camaro") \
	W("canada") W("candy") W("captainamerica") W("carolina") \
	W("cashier") W("cats") W("champion") W("champions") W("changeme") \
	W("changethis") W("charles") W("charlie") W("chatchat") \
	W("chatroom") W("cheeseburger") W("cheesecake") W("chelsea") \
	W("chelseafc") W("cherry") W("chicago") W("chicken") W("chihiro") \
	W("china") W("chloe") W("chocolate") W("christ") W("christmas") \
	W("christopher") W("church") W("cinderella") W("clothes") \
	W("coffee") W("coffeebean") W("college") W("comeon") W("company") \
	W("computer") W("computer1") W("conan") W("confidential") \
	W("contrasena") W("cookie") W("cookies") W("cool") W("coolcool") \
	W("cooldude") W("correcthorse") W("correcthorsebatterystaple") \
	W("corvette") W("counter") W("cowboys") W("cricket") W("cupcake") \
	W("customer") W("customers") W("daddysgirl") W("daigaku") \
	W("daiki") W("daisuke") W("daisuki") W("daisukidayo") W("daisy") \
	W("dancer") W("dancing") W("daniel") W("darling") W("darthvader") \
	W("daughter") W("david") W("daylight") W("december") W("default") \
	W("defaultpassword") W("demo") W("demodemo") W("desktop") \
	W("developer") W("digimon") W("disney") W("disneyland") \
	W("disneysea") W("docomo") W("doctor") W("dodgers") W("doggy") \
	W("dogs") W("dollars") W("dolphin") W("dolphins") W("donaldduck") \
	W("dontforget") W("dontforgetit") W("donttellanyone") W("doraemon") \
	W("doraemon1") W("dragon") W("dragonball") W("dragonball1") \
	W("dragonfly") W("dragons") W("drummer") W("eagle") W("eagles") \
	W("easter") W("edcrfv") W("egao") W("elephant") W("elizabeth") \
	W("elsa") W("emiko") W("eminem") W("endlesslove") W("endo") \
	W("engineer") W("england") W("evangelion") W("everybody") \
	W("everything") W("example") W("facebook") W("faith") W("falcon") \
	W("family") W("fantastic") W("fashion") W("father") W("february") \
	W("ferrari") W("fghj") W("finalfantasy") W("findingnemo") \
	W("firstpassword") W("fishing") W("florida") W("flower") \
	W("flowers") W("foobar") W("foobarbaz") W("football") \
	W("football1") W("forever") W("forever21") W("foreverlove") \
	W("forgotpassword") W("fortnite") W("france") W("freedom") \
	W("friday") W("friends") W("friendship") W("frodo") W("frozen") \
	W("fuckme") W("fuckoff") W("fuckyou") W("fuga") W("fugafuga") \
	W("fujisan") W("fujita") W("fujiyama") W("fukuoka") W("fuyuyasumi") \
	W("gakkou") W("gameover") W("gamer") W("gaming") W("ganbare") \
	W("ganbarou") W("ganbatte") W("gandalf") W("genki") \
	W("genkidesuka") W("george") W("germany") W("ghibli") W("giants") \
	W("ginger") W("ginza") W("giraffe") W("girlfriend") W("glay") \
	W("gmail") W("gochisousama") W("godbless") W("godisgood") \
	W("godislove") W("godzilla") W("gogogo") W("gohan") W("goku") \
	W("golf") W("golfer") W("goodbye") W("google") W("gorgeous") \
	W("goto") W("graduate") W("grandfather") W("grandma") \
	W("grandmother") W("grandpa") W("greenday") W("guest") \
	W("guestguest") W("guitar") W("gundam") W("hajimemashite") \
	W("hakone") W("halloween") W("hamburger") W("hana") W("hanabi") \
	W("hanahana") W("hanako") W("hannah") W("hanshin") \
	W("hanshintigers") W("happiness") W("happy") W("happybirthday") \
	W("happyday") W("harajuku") W("harley") W("harleydavidson") \
	W("harry") W("harrypotter") W("haruka") W("haruki") W("haruto") \
	W("hasegawa") W("hashimoto") W("hawaii") W("hayashi") W("heather") \
	W("heaven") W("heavenly") W("heisei19890108") W("heiwa") W("hello") \
	W("hellokitty") W("hellokitty1") W("hellothere") W("helloworld") \
	W("helpdesk") W("hero") W("heroes") W("highschool") W("hikari") \
	W("hikaru") W("himari") W("himitsu") W("himitsudesu") W("hina") \
	W("hinatazaka46") W("hiroshi") W("hiroshima") W("hjkl") W("hobbit") \
	W("hockey") W("hoge") W("hogefuga") W("hogehoge") W("hogwarts") \
	W("hokkaido") W("holiday") W("holidays") W("honda") W("honey") \
	W("honeybee") W("hope") W("horse") W("horses") W("hoshi") \
	W("hotmail") W("hotstuff") W("hunter") W("hunting") W("hurricane") \
	W("husband") W("icecream") W("ichinisan") W("ichinisanshi") \
	W("iforgot") W("iforgotit") W("ihavenopassword") W("ikebukuro") \
	W("ikeda") W("ilovegod") W("iloveit") W("ilovejapan") \
	W("ilovejesus") W("iloveme") W("ilovemom") W("ilovemusic") \
	W("ilovemycat") W("ilovemydog") W("ilovemyself") W("iloveu") \
	W("iloveyou") W("iloveyou12345") W("iloveyou143") W("iloveyou2") \
	W("iloveyoubaby") W("iloveyouforever") W("iloveyousomuch") \
	W("india") W("inochi") W("inoue") W("instagram") W("internet") \
	W("inuinu") W("iphone") W("iroha") W("irohanihoheto") \
	W("irohanihohetochirinuruwo") W("ironmaiden") W("ironman") \
	W("ishii") W("ishikawa") W("itadakimasu") W("italy") W("itou") \
	W("itsasecret") W("jack") W("james") W("jamesbond") W("january") \
	W("japan") W("japanese") W("jasmine") W("jedi") W("jennifer") \
	W("jeremy") W("jessica") W("jesus") W("jesuschrist") W("jewellery") \
	W("jewelry") W("jiyuu") W("john") W("johnnys") W("jonathan") \
	W("jordan") W("joseph") W("joshua") W("july") W("june") \
	W("jurassicpark") W("justice") W("justin") W("justinbieber") \
	W("juventus") W("kaisha") W("kakashi") W("kakikukeko") \
	W("kamakura") W("kaori") W("kato") W("katou") W("kattun") W("kawa") \
	W("kawaii") W("kawaiine") W("kawasaki") W("kaze") W("kazoku") \
	W("kazuki") W("keiko") W("kenichi") W("kenji") W("kevin") \
	W("keyakizaka46") W("keyboard") W("keyboards") W("keymaster") \
	W("kibou") W("killer") W("killers") W("kimura") W("king") \
	W("kingkong") W("kinki") W("kitten") W("kitty") W("kitty1") \
	W("kittycat") W("kobayashi") W("kobe") W("kokoro") W("konbanwa") \
	W("kondo") W("konnichiwa") W("korea") W("kuma") W("kumasan") \
	W("kumiko") W("kurohige") W("kyoto") W("lakers") W("lamborghini") \
	W("laptop") W("larcenciel") W("lawyer") W("legend") W("legends") \
	W("letmein") W("letmeinnow") W("letsgo") W("letsparty") \
	W("liberty") W("lightning") W("line") W("lineline") W("linkedin") \
	W("linkinpark") W("lion") W("lionking") W("lions") \
	W("littlemermaid") W("liverpool") W("liverpoolfc") W("lkjhgf") \
	W("lkjhgfdsa") W("login") W("loginlogin") W("logmein") W("london") \
	W("lordoftherings") W("lorem") W("loremipsum") W("losangeles") \
	W("loveandpeace") W("lovebird") W("lovelove") W("lovelovelove") \
	W("lovely") W("loveme") W("lover") W("lovers") W("loveyou") \
	W("loveyou3000") W("loveyouforever") W("lucky") W("luffy") \
	W("luigi") W("lukeskywalker") W("macaroni") W("macintosh") \
	W("maeda") W("maggie") W("magic") W("magical") W("makoto") \
	W("mamapapa") W("manager") W("manchester") W("manchesterunited") \
	W("march") W("mari") W("maria") W("mariko") W("mario") W("market") \
	W("master") W("masterkey") W("matrix") W("matsumoto") W("matsuri") \
	W("matthew") W("mayu") W("mayumi") W("megumi") W("melissa") \
	W("mercedes") W("merrychristmas") W("metallica") W("mexico") \
	W("michael") W("michelle") W("mickeymouse") W("microsoft") \
	W("midnight") W("mika") W("miki") W("millionaire") W("minecraft") \
	W("minna") W("minniemouse") W("misaki") W("mise") W("mixi") \
	W("miyuki") W("mizu") W("mnbvcxz") W("mnbvcxzlkj") W("mnop") \
	W("moge") W("mogemoge") W("molly") W("mommysboy") W("monday") \
	W("money") W("moneymoney") W("monitor") W("monkey") W("moonlight") \
	W("moonshine") W("mori") W("morningmusume") W("motdepasse") \
	W("mother") W("motorcycle") W("mouse") W("mrchildren") W("mtfuji") \
	W("murakami") W("music") W("musician") W("mustang") W("musuko") \
	W("musume") W("mylove") W("myloves") W("mypassword") W("mysecret") \
	W("myshop") W("mystery") W("mystore") W("nagoya") W("nakamura") \
	W("nami") W("namida") W("namie") W("nana") W("nanami") W("naoki") \
	W("naomi") W("nara") W("naruto") W("nascar") W("natalie") \
	W("natsuki") W("natsumi") W("natsuyasumi") W("neko") W("nekochan") \
	W("nekoneko") W("nemo") W("netflix") W("network") W("newpassword") \
	W("news") W("newyork") W("newyorkcity") W("nicholas") W("nicole") \
	W("niconico") W("nifty") W("nihon") W("nikko") W("ninja") \
	W("ninjas") W("nintendo") W("nippon") W("nirvana") W("nissan") \
	W("nobita") W("nobody") W("nogizaka") W("nogizaka46") W("nokia") \
	W("noodles") W("nopassword") W("nopasswordhere") W("noren") \
	W("nothing") W("november") W("number1") W("numberone") W("nurse") \
	W("nyan") W("nyanko") W("nyannyan") W("obaachan") W("obiwan") \
	W("ocha") W("october") W("office") W("ogawa") W("ohayou") \
	W("ohayougozaimasu") W("ojiichan") W("okaasan") W("okada") \
	W("okane") W("okinawa") W("olaf") W("oldpassword") W("oliver") \
	W("omedetou") W("omise") W("onedirection") W("oneesan") \
	W("onegaishimasu") W("onepiece") W("onetwothree") \
	W("onetwothreefour") W("onigiri") W("oniisan") W("opensesame") \
	W("openup") W("operator") W("orange") W("oretachi") W("osaka") \
	W("otousan") W("outlook") W("oyasumi") W("p@55w0rd") W("p@ssw0rd") \
	W("p@ssword") W("pa$$w0rd") W("pa$$word") W("packers") W("pancake") \
	W("panda") W("panda1") W("panther") W("papamama") W("paris") \
	W("parola") W("pass") W("pass123456") W("pass1234567") \
	W("pass@word1") W("passcode") W("passpass") W("passpasspass") \
	W("passphrase") W("passw0rd") W("passw0rd123") W("passwd") \
	W("password") W("password1") W("password12345") W("password123456") \
	W("password123456789") W("password2020") W("passwordisword") \
	W("passwordpassword") W("passwort") W("pasuwaado") W("pasuwado") \
	W("patrick") W("peace") W("peaceful") W("peaches") W("peanut") \
	W("peanutbutter") W("penguin") W("penguins") W("pepper") \
	W("perfume") W("peterpan") W("phoenix") W("pikachu") W("pirate") \
	W("pirates") W("piyo") W("piyopiyo") W("pizza") W("playboy") \
	W("player") W("playing") W("playstation") W("poiuyt") \
	W("poiuytrewq") W("pokemon") W("pokemonpokemon") W("pony") \
	W("popcorn") W("porn") W("porsche") W("prayer") W("predator") \
	W("prince") W("princess") W("princess1") W("printer") W("private") \
	W("programmer") W("pumpkin") W("puppies") W("puppy") W("pussy") \
	W("q123456789") W("q1w2e3") W("q1w2e3r4") W("q1w2e3r4t5") \
	W("q1w2e3r4t5y6") W("q1w2e3r4t5y6u7i8o9p0") W("qazwsx") \
	W("qazwsxedc") W("qazwsxedcrfv") W("qazwsxedcrfvtgb") \
	W("qazwsxedcrfvtgbyhnujm") W("qazxsw") W("qazxswedc") W("queen") \
	W("qwe!@#123") W("qwe123") W("qwe1234567") W("qweasd") \
	W("qweasdzxc") W("qweqwe") W("qweqweqwe") W("qwer1234") \
	W("qwer123456") W("qwert") W("qwert12345") W("qwert123456") \
	W("qwerty") W("qwerty12345") W("qwerty1234567") W("qwerty12345678") \
	W("qwerty123456789") W("qwertyqwerty") W("qwertyui") W("qwertyuio") \
	W("qwertyuiop") W("qwertyuiop@[") W("qwertyuiop[]") \
	W("qwertyuiopasdf") W("qwertz") W("qwertzuiop") W("rabbit") \
	W("rachel") W("racing") W("radwimps") W("raiders") W("rainbow") \
	W("rainbows") W("rakuten") W("rambo") W("ramen") W("ramenramen") \
	W("ranger") W("realmadrid") W("rebecca") W("redsox") W("register") \
	W("reiwa20190501") W("rememberme") W("remembertheday") W("retail") \
	W("retailer") W("rfvtgb") W("rich") W("richard") W("rihanna") \
	W("rika") W("riko") W("rilakkuma") W("rina") W("robert") \
	W("rockandroll") W("rocknroll") W("rockstar") W("rocky") W("rome") \
	W("rooster") W("root") W("rootroot") W("roppongi") W("rugby") \
	W("ryota") W("ryouta") W("sabrina") W("sailormoon") W("saito") \
	W("saitou") W("sakamoto") W("sake") W("sakura") W("sakura0401") \
	W("sakura1234567") W("sakurako") W("sakurasakura") \
	W("sakurazaka46") W("sales") W("salesman") W("samantha") \
	W("sample") W("samsung") W("samurai") W("sanji") W("saori") \
	W("sapporo") W("sasaki") W("sato") W("satoshi") W("satou") \
	W("saturday") W("sayonara") W("sayounara") W("sayuri") W("school") \
	W("secret") W("secretsecret") W("sendai") W("senha") W("seoul") \
	W("september") W("server") W("service") W("sexy") W("sexybitch") \
	W("shadow") W("shadows") W("shain") W("shark") W("sharks") \
	W("shiawase") W("shibuya") W("shigoto") W("shimizu") W("shinji") \
	W("shinjuku") W("shiori") W("shizuka") W("shoes") W("shop") \
	W("shopper") W("shopping") W("shota") W("shouta") \
	W("showa19260101") W("signin") W("simba") W("singapore") \
	W("singer") W("sister") W("sisters") W("skateboard") W("skywalker") \
	W("slipknot") W("smap") W("snowball") W("snowboard") W("snowflake") \
	W("snowwhite") W("soccer") W("softball") W("softbank") W("soldier") \
	W("somebody") W("something") W("sonic") W("sony") W("sophie") \
	W("sora") W("sorasora") W("southernallstars") W("spacebar") \
	W("spaghetti") W("spain") W("spider") W("spiderman") W("spitz") \
	W("spongebob") W("spring") W("starlight") W("startrek") \
	W("starwars") W("starwars1") W("steelers") W("stephanie") \
	W("steven") W("store") W("storestore") W("storm") W("strawberry") \
	W("student") W("students") W("success") W("suckit") W("sugar") \
	W("sugoi") W("suki") W("sukisuki") W("summer") W("summertime") \
	W("sunday") W("sunflower") W("sunrise") W("sunset") W("sunshine") \
	W("superman") W("supermario") W("supermarket") W("supersecret") \
	W("superuser") W("supervisor") W("support") W("surfing") W("sushi") \
	W("sushisushi") W("suzuki") W("suzuki1") W("sweetheart") \
	W("sweetie") W("sweetlove") W("swimming") W("sydney") W("sysadmin") \
	W("system") W("tablet") W("taiyou") W("takahashi") W("takashi") \
	W("takeshi") W("tamashii") W("tanaka") W("tanjoubi") W("taro") \
	W("tarou") W("taylor") W("teacher") W("teddybear") W("temporary") \
	W("temppassword") W("tempura") W("tenchou") W("tennis") \
	W("terminator") W("test") W("tester") W("testing") W("testing123") \
	W("testtest") W("texas") W("thailand") W("thebest") W("theboss") \
	W("thepassword") W("thisisapassword") W("thisisasecret") \
	W("thisismypassword") W("thomas") W("thunder") W("thursday") \
	W("tiger") W("tigers") W("tigers1") W("tigger") W("tinkerbell") \
	W("titanic") W("together") W("tokyo") W("tokyo2020olympics") \
	W("tokyodisneyland") W("tokyojapan") W("tomodachi") W("tomoko") \
	W("toor") W("topsecret") W("tora") W("totoro") W("totoro1") \
	W("toyota") W("toystory") W("tr0ub4dor") W("troubador") \
	W("truelove") W("trustme") W("trustno1") W("trustnoone") W("tsuki") \
	W("tsukimi") W("tuesday") W("turtle") W("twice") W("twitter") \
	W("ueno") W("uiop") W("unicorn") W("unicorns") \
	W("universalstudios") W("university") W("usagi") W("user") \
	W("username") W("useruser") W("utada") W("vacation") W("vanessa") \
	W("vanilla") W("vegeta") W("veronica") W("verysecret") \
	W("victoria") W("volleyball") W("wanchan") W("wanwan") W("warrior") \
	W("warriors") W("wasd") W("watanabe") W("watashi") W("watashidesu") \
	W("watashinonamae") W("wednesday") W("welcome") W("welcome123456") \
	W("welcomeback") W("welcomehome") W("whale") W("whatever") \
	W("whoknows") W("wife") W("william") W("windows") W("winner") \
	W("winners") W("winniethepooh") W("winter") W("wizard") \
	W("woaini1314") W("woaini1314520") W("woaini520") W("wolf") \
	W("wolfpack") W("wonderwoman") W("wsxedc") W("wxyz") W("xbox") \
	W("xjapan") W("xyzxyz") W("yadayada") W("yahoo") W("yahoojapan") \
	W("yama") W("yamada") W("yamadataro") W("yamaguchi") W("yamaha") \
	W("yamamoto") W("yamashita") W("yankees") W("yoda") W("yoko") \
	W("yokohama") W("yoroshiku") W("yoroshikuonegaishimasu") \
	W("yoshida") W("yourmom") W("yourmother") W("yourpassword") \
	W("youtube") W("yuina") W("yuki") W("yukiyuki") W("yume") \
	W("yumeyume") W("yumi") W("yumiko") W("yuuki") W("z1x2c3v4") \
	W("zaq!2wsx") W("zaq!xsw2") W("zaq12wsx") W("zaq1xsw2") \
	W("zaq1zaq1") W("zaqwsx") W("zaqxsw") W("zelda") W("zoro") \
	W("zxc123456789") W("zxcv") W("zxcv1234") W("zxcvbn") W("zxcvbnm") \
	W("zxcvbnmasdf") W("zxcvzxcv") W("zzzzzz")
/* clang-format on */

#endif
