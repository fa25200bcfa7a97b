//! Pages by somebody who means to use up time and memory: each is checked in bounded time and memory, and says so.
//!
//! `ISOGLOSS_EXTREME=full cargo test --release --test extreme -- --nocapture --test-threads 1` takes ten times as much of
//! everything, a line of 100 MB and a million keys among it, and prints time and memory of each case.
#![cfg(unix)]

mod common;

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// The most that one case may take with the debug build on a busy machine; the release build takes a hundredth.
const LIMIT: Duration = Duration::from_secs(100);

/// The address space that one case may take, in kB: threads and libraries included.
const MEMORY: u32 = 2_500_000;

/// How many of something are many: two hundred thousand, or a tenth of that in a debug build.
fn how_many() -> usize {
    if is_full() { 200_000 } else { 20_000 }
}

fn is_full() -> bool {
    std::env::var_os("ISOGLOSS_EXTREME").is_some_and(|extent| extent == "full")
}

fn bounded(folder: &Path, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_isogloss");
    // Says the peak of memory at the end of what the program says.
    let time = if is_full() && Path::new("/usr/bin/time").exists() { "/usr/bin/time -f '%M kB of memory'" } else { "" };
    let script = format!("ulimit -v {MEMORY}; exec {time} timeout {} '{program}' {arguments}", LIMIT.as_secs());
    Command::new("sh").args(["-c", &script]).current_dir(folder).output().expect("the program runs")
}

/// Check a page beside its translation; what was found as lines of JSON.
fn check(name: &str, english: &str, german: &str) {
    let extension = if name.starts_with("mdx") { "mdx" } else { "md" };
    let paths = [format!("docs/en/a.{extension}"), format!("docs/de/a.{extension}")];
    let folder = common::repository(&[(&paths[0], english), (&paths[1], german)]);
    let started = Instant::now();
    let output = bounded(folder.path(), "check --all --format jsonl --threads 2");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {} {errors}", output.status);
    assert!(!errors.contains("internal error"), "{name}: {errors}");
    let (seconds, found) = (started.elapsed().as_secs_f32(), output.stdout.len() / 1000);
    eprintln!("{name}: {seconds:.1} s, {found} kB of findings, {}", errors.lines().last().unwrap_or_default());
}

fn many(text: &str) -> String {
    text.repeat(how_many())
}

fn numbered(line: impl Fn(usize) -> String) -> String {
    (0..how_many()).map(line).collect()
}

#[test]
fn long_lines() {
    let words = "lorem ipsum dolor sit amet ".repeat(600_000);
    check("16 MB in one line", &words, &words[..words.len() / 2]);
    if is_full() {
        check("30 MB in one line", &words.repeat(2)[..30 << 20], &words);
        // More than a page can have, which is a finding.
        check("100 MB in one line", &words.repeat(6), &words);
    }
    let chinese = "服务器会把文件写入磁盘。".repeat(60_000);
    check("2 MB of Chinese in one line", &chinese, &chinese[..chinese.len() / 2]);
    check("digits", &many("1").repeat(50), &many("2").repeat(50));
    check("numbers", &numbered(|n| format!("{n} ")), &numbered(|n| format!("{} ", n * 3)));
    check("white space", &many(" ").repeat(50), &many("\n").repeat(50));
    check("marks on one letter", &format!("a{}", many("\u{301}")), &format!("a{}", many("\u{302}")));
}

#[test]
fn deep_nesting() {
    for piece in
        [">", "> - ", "[", "![", "- ", "<div>", "<b>", "**a ", "*a ", "_a", "`", "~~a ", "((", "$", "<!-- ", "{"]
    {
        check(piece, &format!("{}\n", many(piece)), &format!("{}x\n", many(piece)));
    }
    let lists: String = (0..1000).map(|depth| format!("{}- x\n", "  ".repeat(depth))).collect();
    check("list levels", &lists, &lists.replace('x', "y"));
    check("closed brackets", &format!("{}{}\n", many("["), many("]")), "x\n");
    check("closing tags", &many("</b>"), "x\n");
    let runs: String = (1..500).map(|length| format!("{} ", "`".repeat(length))).collect();
    check("runs of backticks", &runs, &runs);
}

#[test]
fn many_of_a_kind() {
    check("links", &many("[a](b) "), &many("[a](c) "));
    check("links to fragments", &numbered(|n| format!("[a](#f{n}) ")), &numbered(|n| format!("[a](#g{n}) ")));
    check(
        "links that moved",
        &numbered(|n| format!("[a](x.md) {n}\n\n")),
        &numbered(|n| format!("a {n} [a](y.md)\n\n")),
    );
    check("links that are gone", &numbered(|n| format!("[a]({n}.md)\n\n")), &numbered(|n| format!("a {n}\n\n")));
    check("open links", &many("[a]("), &many("[b]("));
    check("tags", &many("<b>x</b> "), &many("<b>x "));
    check("codes of many names", &numbered(|n| format!("`a{n}` ")), &numbered(|n| format!("`b{n}` ")));
    check("code", &many("`a` "), &many("`b` "));
    check("math", &many("$a$ "), &many("$b$ "));
    check("placeholders", &many("{a} %s ${b} "), &many("{b} %d ${c} "));
    check("list items", &many("- item\n"), &"- punkt\n".repeat(how_many() - 5));
    check("headings", &numbered(|n| format!("# h{n}\n\n")), &numbered(|n| format!("## h{n}\n\n")));
    check("blocks of code", &"```sh\nx\n```\n\n".repeat(5000), &"```sh\ny\n```\n\n".repeat(4900));
    check(
        "lines of code",
        &format!("```sh\n{}```\n", numbered(|n| format!("line {n}\n"))),
        &format!("```sh\n{}```\n", numbered(|n| format!("zeile {}\n", n * 3))),
    );
    check("references", &numbered(|n| format!("[r{n}]: https://example.org/{n}\n")), "x\n");
    check("footnotes", &(0..3000).map(|n| format!("text[^{n}]\n\n[^{n}]: note\n\n")).collect::<String>(), "x\n");
    check("comments", &many("<!-- x --> "), &many("<!-- y --> "));
    check("suppressions", &"<!-- isogloss-disable-next-line -->\nx\n\n".repeat(5000), "x\n");
    check(
        "conflicts",
        &"<<<<<<< a\n".repeat(5000),
        &format!("{}=======\n{}", "<<<<<<< a\n".repeat(5000), ">>>>>>> b\n".repeat(5000)),
    );
    check("a repeated sentence", &many("A sentence of many. "), &many("Ein Satz von vielen. "));
}

#[test]
fn tables() {
    let row = |cell: &str, columns: usize| format!("|{}\n", format!(" {cell} |").repeat(columns));
    let head = format!("{}{}", row("a", 10_000), row("-", 10_000));
    check(
        "10,000 columns",
        &format!("{head}{}", row("b", 10_000).repeat(3)),
        &format!("{head}{}", row("c", 9_999).repeat(3)),
    );
    check("rows of one cell in 10,000 columns", &format!("{head}{}", "| b |\n".repeat(200)), &head);
    check(
        "rows",
        &format!("| a | b |\n| - | - |\n{}", many("| c | 1 |\n")),
        &format!("| a | b |\n| - | - |\n{}", many("| d | 2 |\n")),
    );
}

#[test]
fn front_matter() {
    let page = |front: &str| format!("---\n{front}---\ntext\n");
    let laughs: String =
        (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","))).collect();
    let laughs = page(&format!("a0: &a0 [x,x,x,x,x,x,x,x,x]\n{laughs}"));
    check("anchors that multiply", &laughs, &laughs);
    let deep = page(&format!("a: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)));
    check("depth 10,000", &deep, &deep);
    let maps = page(&(0..5000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>());
    check("maps 5,000 deep", &maps, "x\n");
    let kinds = "? [a, b]\n: c\n? {d: e}\n: f\n1: x\ntrue: y\nnull: z\n~: q\n1.5: r\n2024-01-01: d\n\"\": e\n!!str x: 1\n!foo bar: !baz qux\n<<: {a: b}\n";
    check("keys of every kind", &page(kinds), &page(&kinds.replace('c', "k")));
    check("one key many times", &page(&many("a: 1\n")), &page(&many("a: 2\n")));
    check(
        "many keys",
        &page(&numbered(|n| format!("key{n}: value {n}\n"))),
        &page(&numbered(|n| format!("key{n}: wert {n}\n"))),
    );
    if is_full() {
        let keys = |value: &str| page(&(0..1_000_000).map(|n| format!("key{n}: {value} {n}\n")).collect::<String>());
        check("a million keys", &keys("value"), &keys("wert"));
    }
    check("documents in sequence", &format!("{}text\n", "---\na: 1\n---\nb: 2\n---\n".repeat(3000)), "x\n");
    check("toml", &format!("+++\na = {}{}\n+++\nx\n", "[".repeat(10_000), "]".repeat(10_000)), "x\n");
    check("json", &format!("{{\"a\": {}{}}}\nx\n", "[".repeat(10_000), "]".repeat(10_000)), "x\n");
}

#[test]
fn dialects() {
    check("open directives", &format!("{}x\n{}", ":::note\n".repeat(5000), ":::\n".repeat(5000)), "x\n");
    check(
        "longer and longer directives",
        &(0..5000).map(|n| format!("{}note\n", ":".repeat(3 + n % 500))).collect::<String>(),
        "x\n",
    );
    check("liquid", &many("{% if a %}"), &many("{{ a "));
    check("liquid comments", &many("{% comment %}"), &many("{% comment %}endcomment"));
    check("liquid comments on lines", &many("{% comment %}\n"), &many("{% highlight sh %}\n"));
    check("hugo", &many("{{< a >}}"), &many("{{% a "));
    check("mdx tags", &many("<A {...b}>"), &many("<A b={"));
    check("mdx imports", &"import a from \"b\"\n".repeat(5000), &"export const a = {\n".repeat(2000));
}

#[test]
fn pages_that_have_nothing_in_common() {
    check(
        "paragraphs",
        &numbered(|n| format!("alpha {n} beta gamma delta.\n\n")),
        &numbered(|n| format!("omega {} psi chi phi rho.\n\n", n * 7)),
    );
    check("short paragraphs", &many("a\n\n"), &"b\n\n".repeat(how_many() / 2));
    check("rules and headings", &many("a\n===\n"), &many("---\n"));
}

#[test]
fn files_that_share_a_title() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..if is_full() { 50_000 } else { 3000 } {
        let text = format!("---\ntitle: The same\nlang: {}\n---\ntext {number}\n", ["en", "de", "fr"][number % 3]);
        common::write(folder.path(), &format!("notes/{}.md", number * 7919), &text);
    }
    let output = bounded(folder.path(), "check --format jsonl");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
}

#[test]
fn patterns_of_the_configuration_do_not_explode() {
    let folder = common::repository(&[
        ("docs/en/a.md", &format!("# A\n\n{}!\n", "a".repeat(50_000))),
        ("docs/de/a.md", &format!("# A\n\n{}?\n", "a".repeat(50_000))),
    ]);
    for (config, code) in [
        ("exclude = ['**/**/**/**/**/**/**/**/**/**/**/**/*a*a*a*a*a*a*a*a*a*a*a*b']\n", None),
        ("layouts = ['{key}-{lang}', '**/{lang}/**/**/**/{key}']\n", None),
        ("layouts = ['{nothing}']\n", Some(2)),
    ] {
        common::write(folder.path(), "isogloss.toml", config);
        let output = bounded(folder.path(), "check --format jsonl");
        let found = output.status.code();
        let ended = code.map_or(matches!(found, Some(0..=2)), |code| found == Some(code));
        assert!(ended, "{config}: {} {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
}
