use super::*;

/// The differences that are more than slight, in short.
fn found(source: &str, target: &str, info: &str) -> Vec<String> {
    let grave = |difference: &CodeDifference| difference.certainty > Certainty::Slight;
    compare(source, target, info).into_iter().filter(grave).map(|difference| short(&difference)).collect()
}

fn short(difference: &CodeDifference) -> String {
    let lines = format!("{:?} {:?}/{:?}", difference.kind, difference.source_lines, difference.target_lines);
    match &difference.detail {
        Detail::Part { source, target } => format!("{lines} {source} → {target}"),
        Detail::Lines => lines,
        other => format!("{lines} {other:?}"),
    }
}

#[test]
fn what_a_program_is_told_to_do_is_no_word() {
    let differ = |source: &str, target: &str| !compare(source, target, "sh").is_empty();
    assert!(differ("npm run build", "npm ausführen build"));
    assert!(differ("git checkout main", "git 切换 main"));
    assert!(!differ("npm run build", "npm run build"));
    assert!(!differ("cd folder name", "cd Größe name"));
    assert!(!differ("echo hello name", "echo grüße name"));
}

#[test]
fn comments_may_be_translated_moved_and_wrapped() {
    let source = "import os  # for paths\n\ndef shut(door):\n    # close the door\n    door.close()\n";
    let target = "import os\n\ndef shut(door):\n    # die Tür\n    # schließen\n    door.close()  # zu\n";
    assert_eq!(compare(source, target, "python"), vec![]);
    let source = "/* the colour\n   of the sky */\nbody { color: blue; } // calm\n";
    let target = "/* la couleur du ciel */\nbody { color: blue; }\n";
    assert_eq!(compare(source, target, "css"), vec![]);
}

#[test]
fn a_dropped_comment_is_slight() {
    let differences = compare("// start here\nrun();\n", "run();\n", "js");
    assert_eq!(differences.len(), 1);
    assert_eq!((differences[0].certainty, &differences[0].detail), (Certainty::Slight, &Detail::Comment));
}

#[test]
fn texts_in_strings_and_tags_may_be_translated() {
    let source = "<Card title=\"Get started\">\n  <p>Hello, {name}!</p>\n</Card>\n";
    let target = "<Card title=\"Erste Schritte\">\n  <p>{name}, sei gegrüßt!</p>\n</Card>\n";
    assert_eq!(found(source, target, "jsx"), Vec::<String>::new());
    let source = "print(f\"Total of {count} apples\")\n";
    assert_eq!(found(source, "print(f\"{count} pommes en tout\")\n", "python"), Vec::<String>::new());
    let source = "const days = ['monday', 'tuesday'];\nconst hello = \"Good morning\";\n";
    let target = "const days = ['lunes', 'martes'];\nconst hello = \"Buenos días\";\n";
    assert_eq!(found(source, target, "ts"), Vec::<String>::new());
}

#[test]
fn a_dropped_line_is_missing_and_an_added_one_extra() {
    let source = "let a = 1;\nlet b = 2;\nlet c = 3;\n";
    assert_eq!(found(source, "let a = 1;\nlet c = 3;\n", "rust"), ["Missing 1..2/1..1"]);
    assert_eq!(found("let a = 1;\nlet c = 3;\n", source, "rust"), ["Extra 1..1/1..2"]);
}

#[test]
fn swapped_lines_are_one_difference() {
    let source = "open();\nstir();\nshut();\n";
    assert_eq!(found(source, "stir();\nopen();\nshut();\n", "js"), ["Changed 1..2/0..1 Moved"]);
}

#[test]
fn a_slip_is_told_where_nothing_else_was_translated() {
    let source = "{\n  \"name\": \"tool\",\n  \"size\": \"large\"\n}\n";
    assert_eq!(found(source, &source.replace("size", "szie"), "json"), ["Changed 2..3/2..3 size → szie"]);
    assert_eq!(found(source, &source.replace("large", "larqe"), "json"), ["Changed 2..3/2..3 large → larqe"]);
    assert_eq!(found("FROM base:3\n", "FORM base:3\n", "dockerfile"), ["Changed 0..1/0..1 FROM → FORM"]);
    assert_eq!(found("get(\"/{door_id}\")\n", "get(\"/{doro_id}\")\n", "python").len(), 1);
}

#[test]
fn the_changed_line_itself_is_named() {
    let source = "# install\nnpm install\nnpm run build -l\n";
    assert_eq!(found(source, "# installieren\nnpm install\nnpm run build -L\n", "bash"), ["Changed 2..3/2..3 -l → -L"]);
    assert_eq!(found("wait(30)\n", "wait(60)\n", "python"), ["Changed 0..1/0..1 30 → 60"]);
    assert_eq!(found("if (a != b) {}\n", "if (a = b) {}\n", "js"), ["Changed 0..1/0..1 ! → "]);
    assert_eq!(found("pip install --pre tool\n", "pip install tool\n", "sh"), ["Changed 0..1/0..1 --pre → "]);
    assert_eq!(found("docker pull app\n", "docker push app\n", "console"), ["Changed 0..1/0..1 pull → push"]);
}

#[test]
fn a_consistent_renaming_is_let_pass_and_a_slip_is_not() {
    let source = "user = load()\nprint(user.name)\nsave(user)\n";
    assert_eq!(found(source, "usuario = load()\nprint(usuario.name)\nsave(usuario)\n", "python"), Vec::<String>::new());
    assert_eq!(
        found(source, "user = load()\nprint(user.nam)\nsave(user)\n", "python"),
        ["Changed 1..2/1..2 name → nam"]
    );
    assert_eq!(found(source, "usuario = load()\nprint(user.name)\nsave(user)\n", "python").len(), 1);
    let source = "import Door from './Door.astro';\nopen(Door);\n";
    assert_eq!(found(source, "import Tuer from './Tuer.astro';\nopen(Tuer);\n", "js"), Vec::<String>::new());
}

#[test]
fn names_of_placeholders_are_free() {
    let source = "tool login <your-token> --region {region}\n";
    assert_eq!(found(source, "tool login <votre-jeton> --region {région}\n", "sh"), Vec::<String>::new());
    assert_eq!(found("tool get NAME [flags]\n", "tool get NOMBRE [opciones]\n", ""), Vec::<String>::new());
    assert_eq!(found("KEY=YOUR_KEY\n", "KEY=TU_CLAVE\n", "ini"), Vec::<String>::new());
    assert_eq!(found("tool login <token> <user>\n", "tool login <jeton>\n", "sh").len(), 1);
}

#[test]
fn paths_flags_and_addresses_in_strings_are_kept() {
    assert_eq!(found("load('./data/cities.json')\n", "load('./data/städte.json', 1)\n", "js").len(), 1,);
    let source = "url = \"https://example.com/api/v1\"\n";
    assert_eq!(
        found(source, "url = \"https://example.com/api/v2\"\n", "python"),
        ["Changed 0..1/0..1 https://example.com/api/v1 → https://example.com/api/v2"]
    );
    let source = "<a href=\"/en/start/\">Start</a>\n";
    assert_eq!(found(source, "<a href=\"/fr/start/\">Commencer</a>\n", "html"), Vec::<String>::new());
}

#[test]
fn white_space_quotes_and_blank_lines_are_no_difference() {
    let source = "if (x) {\n\tgo(\"a-b\");\n}\n";
    assert_eq!(compare(source, "if (x) {\r\n    go('a-b');   \r\n\r\n}\r\n", "js"), vec![]);
}

#[test]
fn indentation_is_slight_where_it_has_a_meaning() {
    let source = "a:\n  b: 1\n  c: 2\n";
    let differences = compare(source, "a:\n  b: 1\nc: 2\n", "yaml");
    assert_eq!(differences.iter().map(short).collect::<Vec<_>>(), ["Changed 2..3/2..3 Indentation"]);
    assert_eq!(differences[0].certainty, Certainty::Slight);
    assert_eq!(compare(source, "a:\n    b: 1\n    c: 2\n", "yaml"), vec![]);
}

#[test]
fn prose_values_in_yaml_may_be_translated_and_keys_not() {
    let source = "name: My first app  # shown on top\nport: 8080\nlabels:\n  - fast and small\n";
    let target = "name: Mi primera aplicación\nport: 8080\nlabels:\n  - rápido y pequeño\n";
    assert_eq!(found(source, target, "yaml"), Vec::<String>::new());
    assert_eq!(found("port: 8080\n", "port: 8081\n", "yaml"), ["Changed 0..1/0..1 8080 → 8081"]);
    assert_eq!(
        found("replicas: 2\nport: 80\n", "réplicas: 2\npuerto: 80\n", "yaml"),
        ["Changed 1..2/1..2 port → puerto"]
    );
}

#[test]
fn plain_text_may_be_prose_or_code() {
    let source = "  -o, --output string   write the result here (default \"out.txt\")\n";
    let target = "  -o, --output string   das Ergebnis hierhin schreiben (Vorgabe \"out.txt\")\n";
    assert_eq!(found(source, target, ""), Vec::<String>::new());
    assert_eq!(found(source, &target.replace("--output", "--ausgabe"), "").len(), 1);
    let source = "while n != ø\n  n ← n.next\nend while\n";
    assert_eq!(found(source, "while n = ø\n  n ← n.next\nend while\n", "text").len(), 1);
    assert_eq!(found(source, "while n != ø\nend while\n", "text"), ["Missing 1..2/1..1"]);
}

#[test]
fn a_drawing_is_compared_as_drawn() {
    let source = "┌─────┬─────┐\n│ bit │ sum │\n├─────┼─────┤\n│  0  │  1  │\n└─────┴─────┘\n";
    let target = "┌────┬────┐\n│ bit │ sum │\n├────┼────┤\n│  0  │ 1  │\n└────┴────┘\n";
    assert_eq!(found(source, target, "text"), ["Changed 0..5/0..5 Drawing"]);
    let translated = "┌──────┬───────┐\n│ Byte │ Summe │\n├──────┼───────┤\n│   0  │   1   │\n└──────┴───────┘\n";
    assert_eq!(found(source, translated, "text").iter().filter(|text| text.contains("Drawing")).count(), 0);
    let tree = "├── app        # the app\n│   └── main.py   # its start\n└── README.md\n";
    assert_eq!(
        found(tree, "├── app     # アプリ\n│   └── main.py   # 入口\n└── README.md\n", ""),
        Vec::<String>::new()
    );
}

#[test]
fn rows_of_options_answer_by_their_option() {
    let source = "  -o, --output string   write the result here\n      --wait            wait until all is done\n      --wait-for-jobs   wait for jobs too\n";
    let target =
        "  -o, --output string   das Ergebnis hierhin schreiben\n      --wait-for-jobs   auch auf Aufträge warten\n";
    assert_eq!(found(source, target, ""), ["Missing 1..2/1..1"]);
}

#[test]
fn an_operator_that_differs_is_sure() {
    let differences = compare("while n != ø\n  n ← n.next\nend\n", "while n = ø\n  n ← n.next\nend\n", "text");
    assert_eq!(differences.iter().map(|one| one.certainty).collect::<Vec<_>>(), [Certainty::Sure]);
}

#[test]
fn names_of_a_sample_may_be_translated_and_those_of_packages_not() {
    let source = "import Page from '../layouts/MyPage.astro';\nimport { z } from '@door/list';\n";
    assert_eq!(found(source, &source.replace("MyPage", "MeineSeite"), "js"), Vec::<String>::new());
    assert_eq!(found(source, &source.replace("list", "liste"), "js").len(), 1);
    assert_eq!(found("box({ mode: 'list' });\n", "box({ mode: 'lista' });\n", "js").len(), 1);
    assert_eq!(
        found("say(['Hi', 'Hello there', 'Hey']);\n", "say(['Hola', 'Qué tal']);\n", "js"),
        Vec::<String>::new()
    );
    assert_eq!(found("use(['de', 'fr-x', 'it']);\n", "use(['de', 'it']);\n", "js").len(), 1);
}

#[test]
fn a_tag_of_a_language_is_no_keyword() {
    assert_eq!(found("locales: { en: 'x' }\n", "locales: { ko: 'x' }\n", "js"), Vec::<String>::new());
    assert_eq!(found("for (int n = 0; n < 3; n++) {}\n", "for (itn n = 0; n < 3; n++) {}\n", "c").len(), 1);
}

#[test]
fn labels_of_diagrams_may_be_translated() {
    let source = "graph TD\n  A[Client] -->|asks| B{Is it known?}\n  participant s as Server\n  A->>s: Send it\n";
    let target = "graph TD\n  A[クライアント] -->|尋ねる| B{既知か？}\n  participant s as サーバー\n  A->>s: 送る\n";
    assert_eq!(found(source, target, "mermaid"), Vec::<String>::new());
    assert_eq!(found(source, &target.replace("A->>s", "B->>s"), "mermaid").len(), 1);
    assert_eq!(found("participant Client\n", "participant Client as Cliente\n", "mermaid"), Vec::<String>::new());
}

#[test]
fn samples_of_markdown_keep_their_marks() {
    let source =
        "---\ntitle: My page\n---\n\n# Hello\n\n:::tip[Note]\nSee [the guide](/en/guide/).\n:::\n\n- one\n- two\n";
    let target =
        "---\ntitle: 我的页面\n---\n\n# 你好\n\n:::tip[注意]\n参见[指南](/zh-cn/guide/)。\n:::\n\n- 一\n- 二\n";
    assert_eq!(found(source, target, "md"), Vec::<String>::new());
    assert_eq!(found(source, &target.replace(":::tip", ":::提示"), "md").len(), 1);
    assert_eq!(found(source, &target.replace("- 二\n", ""), "md").len(), 1);
    assert_eq!(found(source, &target.replace("/guide/", "/guides/"), "md").len(), 1);
}

#[test]
fn text_between_tags_may_be_wrapped_anew() {
    let source = "<p>\n  One line of text that is long\n</p>\n<b>x</b>\n";
    let target = "<p>\n  Eine Zeile Text,\n  die lang ist\n</p>\n<b>x</b>\n";
    assert_eq!(found(source, target, "html"), Vec::<String>::new());
    assert_eq!(found(source, &target.replace("<b>x</b>\n", ""), "html"), ["Missing 3..4/4..4"]);
}

#[test]
fn a_large_block_is_quick() {
    let source: String = (0..40_000).map(|n| format!("call({}, \"text {n}\"); // note\n", n % 7)).collect();
    let target = source.replace("text", "texte").replace("call(3", "call(4");
    assert_eq!(compare(&source, &target, "js").len(), MOST);
    let wild = "{[(<'\"`#/*".repeat(50_000);
    assert!(compare(&wild, &wild[1..], "tsx").len() <= MOST);
}

mod anything {
    use proptest::prelude::*;

    const INFOS: &[&str] =
        &["", "js", "python", "yaml", "astro", "md", "mermaid", "bash", "html", "diff lang=\"ts\"", "sql", "?"];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn never_panics(a in "[ -~\n\t\r「」あéйक़│─`]{0,200}", b in "[ -~\n\t\r「」あéйक़│─`]{0,200}", info in 0..INFOS.len()) {
            for difference in super::compare(&a, &b, INFOS[info]) {
                prop_assert!(difference.source_lines.end <= a.lines().count());
                prop_assert!(difference.target_lines.end <= b.lines().count());
            }
            prop_assert_eq!(super::compare(&a, &a, INFOS[info]), vec![]);
        }

        #[test]
        fn never_panics_on_marks(a in "([{}<>%#|:`'\"\\-*/\n =a1$]|```|---|\\{\\{|\\}\\}|\\{%|%\\}|<!--|:::|</){0,60}", b in "([{}<>%#|:`'\"\\-*/\n =a1$]|```|---|\\{\\{|\\{%|<a>){0,60}", info in 0..INFOS.len()) {
            for difference in super::compare(&a, &b, INFOS[info]) {
                prop_assert!(difference.source_lines.end <= a.lines().count());
                prop_assert!(difference.target_lines.end <= b.lines().count());
            }
        }
    }
}

#[test]
fn names_that_the_sample_does_not_introduce_are_kept() {
    let api = found("<Router />\n<Router a />\n", "<Gate />\n<Gate a />\n", "jsx");
    assert_eq!(api.len(), 2, "{api:?}");
    let api = found("http.get(a);\nhttp.get(b);\n", "http.fetch(a);\nhttp.fetch(b);\n", "js");
    assert_eq!(api.len(), 2, "{api:?}");
    assert_eq!(
        found("const { title } = props;\nuse(title);\n", "const { titre } = props;\nuse(titre);\n", "js"),
        [] as [String; 0]
    );
    assert_eq!(found("outerDoor(1);\nouterDoor(2);\n", "outer_door(1);\nouter_door(2);\n", "js").len(), 2);
}

#[test]
fn reserved_words_are_kept() {
    assert_eq!(found("const a = 1;\nconst b = 2;\n", "var a = 1;\nvar b = 2;\n", "js").len(), 2);
    assert_eq!(found("function shut() {}\n", "функция shut() {}\n", "js").len(), 1);
}
