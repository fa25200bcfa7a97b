//! Numbers in words: 0 to 12, the tens, 100 and 1000 in the languages that pages are most often written in.
//!
//! Starts of words, so that endings and ordinals are met as well; the tables let numbers pass, they never accuse.

/// For each language the words for 0 to 12, 100 and 1000, parted by spaces; several for one number by slashes.
#[rustfmt::skip]
const TABLES: &[(&str, &str)] = &[
    ("en", "zero/no/none one/first/once/single/a/an two/second/twice/both/double/pair/couple/dual three/third/thrice/triple four/fourth/quad five/fifth six seven eight/eighth nine/nint ten/tent eleven twelve/twelf/dozen hundred/century thousand"),
    ("de", "null/kein ein/erst zwei/zwo/beid/doppel/paar drei/dritt vier fünf sechs sieb acht neun zehn elf zwölf/dutzend hundert/jahrhundert tausend"),
    ("fr", "zéro/aucun un/premi/seul deux/second/double trois/tiers/trip quatr cinq six sept huit neuf/neuv dix onz douz cent/siècle mille"),
    ("es", "cero/ningun un/primer/sol dos/segund/ambos/doble/par tres/tercer/tripl cuatro/cuart cinco/quint seis/sext siete/séptim ocho/octav nueve/noven diez/décim once doce/docena cien/ciento/siglo mil"),
    ("pt", "zero/nenhum um/uma/primeir/únic dois/duas/segund/ambos/dobro/dupl/par três/terceir/tripl quatro/quart cinco/quint seis/sext sete/sétim oito/oitav nove/non dez/décim onze doze/dúzia cem/cento/século mil"),
    ("it", "zero/nessun un/prim/sol due/second/entramb/doppi/coppia tre/terz/tripl quattro/quart cinque/quint sei/sest sette/settim otto/ottav nove/non dieci/decim undici dodici/dozzin cent/secolo mille/mila"),
    ("nl", "nul/geen een/één/eerst/enkel twee/tweed/beide/dubbel/paar drie/derd vier vijf zes zeven acht negen tien elf twaalf/dozijn honderd/eeuw duizend"),
    ("sv", "noll/ingen en/ett/först två/andra/båda/dubbel tre/tredj fyra/fjärd fem sex/sjätt sju åtta nio/nion tio/tion elva tolv hundra/sekel tusen"),
    ("da", "nul/ingen en/et/først to/anden/begge/dobbelt tre/tredj fire/fjerd fem seks/sjett syv otte ni ti ell/elv tolv hundred/århundred tusind"),
    ("no", "null/ingen en/et/ett/først to/andre/begge/dobbel tre/tredj fire/fjerd fem seks/sjett sju/syv åtte ni ti elv tolv hundre/århundre tusen"),
    ("fi", "nolla/ei yksi/yhde/yhtä/ensim kaksi/kahde/kahta/toinen/molem kolm neljä viisi/viide/viittä kuusi/kuude/kuutta seitsem kahdeks yhdeks kymmen yksitoista/yhdentoista kaksitoista/kahdentoista sata/sada/vuosisa tuha"),
    ("pl", "zero/żaden jed/pierwsz dwa/dwie/dwó/dwu/drug/oba/obie/podwój trzy/trze/trój cztery/czter/czwart pięć/pięci/piąt sześ/szóst sied/siód osi/ósm dziewięć/dziewięci/dziewiąt dziesięć/dziesięci/dziesiąt jedenaś dwanaś/dwunast/tuzin sto/stu/setn/wiek tysi"),
    ("cs", "nula/žádn jed/prvn dva/dvě/dvou/druh/oba/obě tři/tří/třet čtyř/čtvrt pět/pát šest sedm osm devět/devát deset/desát jedenáct dvanáct/tucet sto/století tisíc"),
    ("sk", "nula/žiad jed/prv dva/dve/dvoch/druh/oba/obe tri/troch/tret štyr/štvrt päť/piat šesť/šiest sedem/siedm osem/ôsm deväť/deviat desať/desiat jedenásť dvanásť/tucet sto/storoči tisíc"),
    ("ru", "ноль/нул/ни один/одн/перв/едина два/две/дву/двух/втор/оба/обе/двой три/трёх/трех/трет/трой четыр/четв пят шест сем/седьм восем/восьм девят десят одиннадцат двенадцат/дюжин сто/сот/век тысяч"),
    ("uk", "нуль/нул/жод один/одн/перш два/дві/дво/друг/обидв/подвій три/трьо/трет/трій чотир/четверт п'ят/п’ят/пʼят шіст/шост сім/сьом вісім/восьм дев'ят/дев’ят/девʼят десят одинадцят дванадцят/дюжин сто/сот/столі тисяч"),
    ("bg", "нула един/една/едно/първ два/две/втор/двама/двой три/трет четири/четвърт пет шест седем/седм осем/осм девет десет единадес дванадес/дузин сто/стот/век хиляд"),
    ("tr", "sıfır/hiç bir/ilk/tek iki/çift/ikin üç dört/dörd beş altı yedi sekiz dokuz on on_bir on_iki/düzine yüz bin"),
    ("id", "nol/kosong satu/se/pertama/tunggal dua/kedua/ganda tiga/ketiga empat lima enam tujuh delapan sembilan sepuluh sebelas dua_belas/lusin seratus/abad seribu"),
    ("vi", "không một/đầu/nhất hai/nhì/đôi/cả ba/thứ_ba bốn/tư năm sáu bảy tám chín mười mười_một mười_hai/tá trăm/kỷ nghìn/ngàn"),
    ("hu", "nulla/egyik egy/első két/kettő/második/mindkét/dupla három/harmad/harmadik négy/negyed öt hat hét/hetedik nyolc kilenc tíz/tized tizenegy tizenkét száz/század ezer"),
    ("ro", "zero/nici un/unu/una/prim doi/două/doua/ambele/dublu trei/treil/triplu patru cinci șase/sase șapte/sapte opt nouă/noua zece unsprezece doisprezece/duzin sută/sute/secol mie/mii"),
    ("el", "μηδέν/μηδεν/κανέν ένα/έναν/μία/μια/ένας/πρώτ/μον δύο/δυο/δεύτερ/διπλ τρία/τρεις/τριών/τρίτ/τριπλ τέσσερ/τέταρτ/τεσσάρ πέντε/πέμπτ έξι/έκτ επτά/εφτά/έβδομ οκτώ/οχτώ/όγδο εννέα/εννιά/ένατ δέκα/δέκατ έντεκα/ενδέκατ δώδεκα/δωδέκατ/ντουζίν εκατό/αιών χίλι"),
    ("ar", "صفر/أي واحد/أول/الأول/أحد/إحدى/مرة اثن/ثان/الثاني/كلا/زوج/مزدوج/ضعف ثلاث/ثالث/الثالث أربع/رابع/الرابع خمس/خامس/الخامس ست/سادس/السادس سبع/سابع/السابع ثمان/ثامن/الثامن تسع/تاسع/التاسع عشر/عاشر/العاشر أحد_عشر/إحدى_عشر/الحادي اثنا_عشر/اثني_عشر/الثاني_عشر مئة/مائة/مئ/قرن ألف"),
    ("he", "אפס/אין אחד/אחת/ראשו/הראשו שני/שתי/שניים/שתיים/השני/כפול/זוג שלוש/שליש/השליש ארבע/רביע/הרביע חמש/חמיש/החמיש שש/שיש/השיש שבע/שביע/השביע שמונ/שמינ/השמינ תשע/תשיע/התשיע עשר/עשיר/העשיר אחת_עשרה/אחד_עשר שתים_עשרה/שנים_עשר/תריסר מאה/מאות אלף/אלפי"),
    ("fa", "صفر/هیچ یک/اول/نخست دو/دوم/هردو سه/سوم چهار پنج شش هفت هشت نه ده یازده دوازده صد/قرن هزار"),
    ("hi", "शून्य/कोई एक/पहल/प्रथम दो/दूसर/दोन/द्वितीय/दोहर तीन/तीसर/तृतीय चार/चौथ पाँच/पांच/पाँचव छह/छः/छठ सात आठ नौ/नव दस ग्यारह बारह/दर्जन सौ/शताब्दी हज़ार/हजार"),
    ("bn", "শূন্য/কোন এক/প্রথম দুই/দুটি/দ্বিতীয়/উভয়/দু তিন/তৃতীয় চার/চতুর্থ পাঁচ/পঞ্চম ছয়/ষষ্ঠ সাত/সপ্তম আট/অষ্টম নয়/নবম দশ এগারো বারো/ডজন শত/শো/শতাব্দী হাজার"),
    ("th", "ศูนย์/ไม่ หนึ่ง/แรก/เดียว/เดี่ยว สอง/คู่/ทั้ง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง/โหล ร้อย/ศตวรรษ พัน"),
    ("ja", "ゼロ/零/ない 一/最初/初/単/ひとつ/ワン/ファースト 二/両/ふたつ/ツー/ダブル/セカンド/双/次/再 三/みっつ/サード/スリー 四/よっつ/フォー 五/いつつ 六/むっつ 七/ななつ 八/やっつ 九/ここのつ 十 十一 十二/ダース 百/世紀 千"),
    ("zh", "零/无/無/没 一/首/单/單/唯一/某 二/两/兩/双/雙/俩/次/再 三 四 五 六 七 八 九 十 十一 十二/打 百/世纪/世紀 千"),
    ("ko", "영/제로/없 하나/한/첫/단일/일/싱글/유일 둘/두/이/양/쌍/더블 셋/세/삼/석 넷/네/사/넉 다섯/오 여섯/육 일곱/칠 여덟/팔 아홉/구 열/십 열하나/열한/십일 열둘/열두/십이 백/세기 천"),
];

/// For each language the words for 20, 30 to 90, parted by spaces; several for one number by slashes. The languages of the
/// Far East write theirs in numerals.
#[rustfmt::skip]
const TENS: &[(&str, &str)] = &[
    ("en", "twent thirt fort fift sixt sevent eight ninet"),
    ("de", "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"),
    ("fr", "vingt trent quarant cinquant soixant soixante-dix quatre-vingt quatre-vingt-dix"),
    ("es", "veint treinta cuarenta cincuenta sesenta setenta ochenta noventa"),
    ("pt", "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa"),
    ("it", "vent trent quarant cinquant sessant settant ottant novant"),
    ("nl", "twintig dertig veertig vijftig zestig zeventig tachtig negentig"),
    ("sv", "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"),
    ("da", "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems"),
    ("no", "tjue/tyve tretti førti femti seksti sytti åtti nitti"),
    ("pl", "dwadzie/dwudziest trzydzie czterdzie pięćdzie sześćdzie siedemdzie osiemdzie dziewięćdzie"),
    ("cs", "dvacet třicet čtyřicet padesát šedesát sedmdesát osmdesát devadesát"),
    ("sk", "dvadsať tridsať štyridsať päťdesiat šesťdesiat sedemdesiat osemdesiat deväťdesiat"),
    ("ru", "двадцат тридцат сорок пятьдесят/пятидесят шестьдесят/шестидесят семьдесят/семидесят восемьдесят/восьмидесят девяност"),
    ("uk", "двадцят тридцят сорок п'ятдесят/п’ятдесят шістдесят сімдесят вісімдесят дев'яност/дев’яност"),
    ("tr", "yirmi otuz kırk elli altmış yetmiş seksen doksan"),
    ("id", "dua_puluh tiga_puluh empat_puluh lima_puluh enam_puluh tujuh_puluh delapan_puluh sembilan_puluh"),
    ("vi", "hai_mươi ba_mươi bốn_mươi năm_mươi sáu_mươi bảy_mươi tám_mươi chín_mươi"),
    ("hu", "húsz/husz harminc negyven ötven hatvan hetven nyolcvan kilencven"),
    ("ro", "douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci"),
];

/// Whether a round number of tens is spelled out. Those of a language whose words are not known do not count as such.
fn is_ten(text: &str, value: u64, language: &str) -> bool {
    let column = usize::try_from(value / 10).unwrap_or(0).wrapping_sub(2);
    let words = table(language).and_then(|(language, _)| TENS.iter().find(|(known, _)| *known == language));
    let words = words.and_then(|(_, words)| words.split(' ').nth(column)).unwrap_or_default();
    !words.is_empty() && words.split('/').any(|word| starts_a_word(text, word))
}

fn table(language: &str) -> Option<(&'static str, &'static str)> {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let primary = match primary.as_str() {
        "nb" | "nn" => "no",
        "ms" => "id",
        "be" => "ru",
        "yue" | "hans" | "hant" => "zh",
        "ua" => "uk",
        "iw" => "he",
        other => other,
    };
    TABLES.iter().copied().find(|(language, _)| *language == primary)
}

/// Whether the words for small numbers in this language are known.
pub fn knows(language: &str) -> bool {
    table(language).is_some()
}

/// Whether a number is spelled out in a text, which is given in lower case. Small numbers of a language whose words are
/// not known count as spelled out.
pub fn is_spelled(text: &str, value: u64, language: &str) -> bool {
    let column = match value {
        0..=12 => usize::try_from(value).unwrap_or(0),
        100 => 13,
        1000 => 14,
        20..=90 if value % 10 == 0 => return is_ten(text, value, language),
        _ => return false,
    };
    let Some((language, words)) = table(language) else { return true };
    let words = words.split(' ').nth(column).unwrap_or_default();
    let unspaced = matches!(language, "ja" | "zh" | "th" | "ko");
    words.split('/').any(|word| if unspaced { text.contains(word) } else { starts_a_word(text, word) })
}

/// Whether a word of the text starts like this; very short ones must be a word as a whole. `_` stands for a space.
fn starts_a_word(text: &str, start: &str) -> bool {
    let spaced;
    let start = if start.contains('_') {
        spaced = start.replace('_', " ");
        &spaced
    } else {
        start
    };
    let whole = start.chars().count() <= 1;
    text.match_indices(start).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + start.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !(whole && after.is_some_and(char::is_alphabetic))
    })
}

/// Whether the text has the number in Roman numerals, as centuries and volumes are counted.
pub fn is_roman(text: &str, value: u64) -> bool {
    if !(1..=89).contains(&value) {
        return false;
    }
    let tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let part = |digits: &[&'static str], index: u64| {
        usize::try_from(index).ok().and_then(|at| digits.get(at).copied()).unwrap_or("")
    };
    let roman = format!("{}{}", part(&tens, value / 10), part(&ones, value % 10));
    text.match_indices(&roman).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + roman.len()..].chars();
        let (next, following) = (after.next(), after.next());
        let ordinal = next == Some('e') && !following.is_some_and(char::is_alphabetic);
        let ends = ordinal
            || !next.is_some_and(char::is_alphanumeric)
            || roman.len() > 1 && next.is_some_and(char::is_lowercase);
        !before.is_some_and(char::is_alphanumeric) && ends
    })
}

/// Starts of the names of months in the languages that sources are most often written in, in lower case.
#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "juin", "juil", "août", "aoû",
    "fév", "déc", "ene", "abr", "ago", "dic", "märz", "okt", "dez", "gen", "mag", "giu", "lug", "set", "ott", "out", "янв",
    "фев", "мар", "апр", "май", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек", "січ", "лют", "берез", "квіт", "трав",
    "черв", "лип", "серп", "верес", "жовт", "листоп", "груд", "month", "monat", "mois", "mes", "mês",
];

/// Whether a text, which is given in lower case, names a month.
pub fn names_a_month(text: &str) -> bool {
    MONTHS.iter().any(|month| starts_a_word(text, month))
}
