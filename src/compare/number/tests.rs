use super::*;

/// What is missing and what stands in its place, as written.
fn told(source: &str, target: &str, language: &str) -> Vec<String> {
    let difference = missing(source, target, "en", language);
    let extra = |at: usize| difference.extra.get(at).map_or("", |number| number.text.as_str());
    difference
        .missing
        .iter()
        .enumerate()
        .map(|(at, number)| format!("{} {}", number.text, extra(at)).trim_end().to_owned())
        .collect()
}

#[track_caller]
fn sound(source: &str, target: &str, language: &str) {
    assert_eq!(told(source, target, language), Vec::<String>::new(), "{source} – {target}");
}

#[test]
fn the_comma_of_chinese_parts_numbers() {
    sound("Works with 1.16 and 1.15", "适用于 1.16，1.15", "zh");
}

#[test]
fn every_locale_writes_in_its_own_way() {
    for target in [
        "380.000 Brote",
        "380 000 pains",
        "380\u{202f}000",
        "３８０，０００",
        "38万",
        "38 萬",
        "3,80,000",
        "٣٨٠٬٠٠٠",
        "३,८०,०००",
        "380’000",
        "380 thousand",
    ] {
        sound("380,000 loaves", target, "de");
    }
    sound("1,234.56 kg", "1.234,56 kg", "de");
    sound("4 million people", "400万人", "ja");
    sound("120 million", "1億2000万", "ja");
    sound("40 sheep", "cuarenta ovejas", "es");
    sound("a 24K line", "2만 4천 줄", "ko");
    sound("$24K", "2 万 4 千ドル", "ja");
    sound("1,234,500", "123万4千5百", "zh");
    sound("10k stars", "10.000 Sterne", "de");
    sound("99.5% of 60", "60 中的 99.5%", "zh");
    sound("costs 5.00", "kostet 5", "de");
    sound("1.000 steps", "1000 pasos", "es");
}

#[test]
fn another_number_is_told() {
    assert_eq!(told("Python 3.8+ is needed", "Python 3.6+ wird gebraucht", "de"), ["3.8 3.6"]);
    assert_eq!(told("99% of cases", "98% der Fälle", "de"), ["99 98"]);
    assert_eq!(told("wait 60 seconds", "espera 600 segundos", "es"), ["60 600"]);
    assert_eq!(told("version 1.2.3", "Version 1.2.4", "de"), ["1.2.3 1.2.4"]);
    assert_eq!(told("between 20 and 30 and 20", "zwischen 20 und 30 und 25", "de"), ["20 25"]);
    assert_eq!(told("repeat it 3 times", "wiederhole es 4 mal", "de"), ["3 4"]);
}

#[test]
fn a_larger_number_is_missed() {
    assert_eq!(told("port 8080 is open", "der Port ist offen", "de"), ["8080"]);
    sound("step 2 is next", "danach geht es weiter", "de");
    sound("in 2024 and in 2024", "im Jahr 2024", "de");
}

#[test]
fn small_numbers_may_be_spelled_out() {
    sound("3x faster", "trois fois plus vite", "fr");
    sound("2 of 10 people", "двое из десяти человек", "ru");
    sound("three steps", "3 étapes", "fr");
    sound("a list of 100", "一百项", "zh");
    sound("30 days", "三十天", "zh");
    sound("the 19th century", "le XIXe siècle", "fr");
    sound("7 things", "bagay", "xx");
}

#[test]
fn dates_and_times_are_written_otherwise() {
    sound("on March 3, 2024", "2024年3月3日", "ja");
    sound("in July 2021", "2021年7月", "zh");
    sound("at 3 pm", "um 15 Uhr", "de");
    sound("at 10:00", "um 10 Uhr", "de");
    sound("the 1990s", "les années 90", "fr");
    sound("within 24h", "en 24 heures", "fr");
    sound("as of 2023-08-26", "Stand: 26.08.2023", "de");
    sound("from 1973-74", "بين عامي 1973-1974", "ar");
    sound("2, 4, 8, 16 and so on", "(2,4,8,16 等等)", "zh");
    sound("a 50/50 split", "eine hälftige Teilung", "de");
    sound("the 1st and 2nd", "第1和第2", "zh");
}

#[test]
fn digits_in_names_are_no_numbers() {
    sound("utf8 and H2", "UTF und Kopf", "de");
    sound("Protocol 2.0 is old", "Protocol2 ist alt", "de");
    assert_eq!(told("both v1 and v2 work", "v1 und v4 gehen", "de"), ["2 4"]);
    assert_eq!(
        numbers("v2.1 of x86, 5m0s, 0x1F").iter().map(|number| number.text.as_str()).collect::<Vec<_>>(),
        ["2.1", "5m0s", "0x1F"]
    );
}

#[test]
fn spans_are_of_the_text() {
    let text = "ab ３８万 и 1 200,5.";
    for number in numbers(text) {
        assert_eq!(&text[number.span.clone()], number.text);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn never_panics(a in "[0-9０-９٠-٩०-९,.' 万億十百千kMvx年a-c:%\u{a0}-]{0,40}", b in "[0-9,.' 万億一二三a-c:%]{0,40}") {
        let _ = missing(&a, &b, "en", "ja");
        proptest::prop_assert_eq!(missing(&a, &a, "en", "de"), NumberDifference::default());
        for number in numbers(&a) {
            proptest::prop_assert_eq!(&a[number.span.clone()], number.text.as_str());
        }
    }
}
