//! What happens to a page as a whole.

use super::{Breakage, Draft, Planted, Scene};
use crate::inline;
use crate::pair::Pair;
use crate::rng::Rng;
use crate::scan::{Kind, Page};

pub const KINDS: &[Breakage] = &[
    Breakage { name: "page-cut-off", plant: cut_off },
    Breakage { name: "page-fenced", plant: fenced },
    Breakage { name: "chatter-before", plant: chatter_before },
    Breakage { name: "chatter-after", plant: chatter_after },
    Breakage { name: "chatter-thinking", plant: thinking },
    Breakage { name: "page-untranslated", plant: untranslated },
    Breakage { name: "page-other-language", plant: other_language },
    Breakage { name: "page-exchanged", plant: exchanged },
    Breakage { name: "page-emptied", plant: emptied },
    Breakage { name: "page-doubled", plant: doubled },
];

/// The page ends behind a block or in the middle of a paragraph, and at least two blocks are lost.
fn cut_off(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let count = page.blocks.len();
    let ends: Vec<usize> = (0..count)
        .filter(|&at| {
            at * 100 >= count * 30 && at + 3 <= count && scene.pair.answers[at].is_some() && page.blocks[at].depth == 0
        })
        .filter(|&at| {
            page.blocks[at + 1..]
                .iter()
                .any(|block| matches!(block.kind, Kind::Paragraph | Kind::Heading(_) | Kind::Item { .. }))
        })
        .collect();
    let &at = rng.pick(&ends)?;
    let block = &page.blocks[at];
    let mut draft = Draft::new(page);
    draft.lines.truncate(block.last + 1);
    let last = draft.lines.len() - 1;
    if block.kind == Kind::Paragraph && rng.coin() {
        let line = draft.lines[last].clone();
        let middle = line.char_indices().map(|(byte, _)| byte).nth(line.chars().count() / 2)?;
        draft.lines[last] = line[..middle].to_string();
    }
    draft.lines.push(String::new());
    let what = format!("{} of {count} blocks left", at + 1);
    draft.planted((last + 1, last + 2), what)
}

/// The whole file, or all of it but the front matter, between fences.
fn fenced(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let first = if rng.coin() { 0 } else { page.body() };
    // A fence inside would end a fence of the same length.
    let inner = page.blocks.iter().any(|block| matches!(block.kind, Kind::Fence { .. }));
    let mark = if inner { "````" } else { "```" };
    let mut draft = Draft::new(page);
    let last = page.line_count();
    draft.lines.insert(last, mark.to_string());
    draft.lines.insert(first, format!("{mark}{}", ["markdown", "md", ""][rng.below(3)]));
    draft.planted((first + 1, first + 1), format!("{mark}markdown"))
}

/// What models say before or after their answer, in some languages; English for the others.
const BEFORE: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "Here is the translation:",
            "Sure! Here is the translated document:",
            "Below is the translation of the Markdown file you provided.",
        ],
    ),
    ("de", &["Hier ist die Übersetzung:", "Gerne! Hier ist die deutsche Fassung des Dokuments:"]),
    ("es", &["Aquí está la traducción:", "¡Claro! Aquí tienes el documento traducido:"]),
    ("fr", &["Voici la traduction :", "Bien sûr ! Voici le document traduit en français :"]),
    ("pt", &["Aqui está a tradução:", "Claro! Segue o documento traduzido:"]),
    ("ja", &["以下が翻訳です：", "はい、こちらが翻訳した文書です。"]),
    ("zh", &["以下是翻译：", "好的，这是翻译后的文档："]),
    ("ko", &["다음은 번역입니다:", "네, 번역된 문서입니다:"]),
    ("ru", &["Вот перевод:", "Конечно! Вот переведённый документ:"]),
];
const AFTER: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "Let me know if you need any further changes.",
            "I hope this translation helps! If you would like me to adjust the tone, just ask.",
            "Note: I have kept all code blocks and links unchanged.",
        ],
    ),
    (
        "de",
        &[
            "Sag Bescheid, wenn ich noch etwas anpassen soll.",
            "Hinweis: Ich habe alle Codeblöcke unverändert gelassen.",
        ],
    ),
    ("es", &["Avísame si necesitas algún cambio.", "Nota: he dejado los bloques de código sin cambios."]),
    (
        "fr",
        &[
            "N'hésitez pas à me dire si vous souhaitez des modifications.",
            "Remarque : j'ai laissé les blocs de code inchangés.",
        ],
    ),
    ("ja", &["他に修正が必要な点があればお知らせください。"]),
    ("zh", &["如果您需要进一步修改，请告诉我。"]),
    ("ko", &["추가로 수정이 필요하시면 알려주세요."]),
    ("ru", &["Дайте знать, если нужно что-то изменить."]),
];

fn sentence(table: &[(&str, &[&str])], language: &str, rng: &mut Rng) -> Option<String> {
    let own = table.iter().find(|(code, _)| !code.is_empty() && language.to_ascii_lowercase().starts_with(code));
    let (_, sentences) = own.filter(|_| rng.coin()).or(table.first())?;
    rng.pick(sentences).map(|text| (*text).to_string())
}

fn chatter_before(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let text = sentence(BEFORE, scene.language, rng)?;
    let mut draft = Draft::new(scene.page());
    let place = draft.insert_block(scene.page().body(), &[text.clone(), String::new()]);
    draft.planted(place, text)
}

fn chatter_after(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let text = sentence(AFTER, scene.language, rng)?;
    let mut draft = Draft::new(scene.page());
    let place = draft.insert_block(scene.page().line_count(), &[text.clone(), String::new()]);
    draft.planted(place, text)
}

fn thinking(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let open = ["<think>", "<thinking>"][rng.below(2)];
    let close = open.replacen('<', "</", 1);
    let text = [open, "The user wants this page translated. I should keep the code as it is.", &close, ""];
    let mut draft = Draft::new(scene.page());
    let place = draft.insert_block(scene.page().body(), &text.map(str::to_string));
    draft.planted(place, open)
}

/// The page's front matter with another body; the whole page is the place.
fn with_body(scene: &Scene, other: &Page, what: &str) -> Option<Planted> {
    let mut draft = Draft::new(scene.page());
    draft.lines.truncate(scene.page().body());
    draft.lines.extend(other.lines[other.body()..].iter().cloned());
    let end = draft.lines.len();
    draft.planted((1, end), what)
}

fn is_long(page: &Page) -> bool {
    let text = page.lines[page.body()..].join("\n");
    inline::letters(&text) >= 200
}

fn untranslated(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    is_long(&scene.pair.source).then(|| with_body(scene, &scene.pair.source, "the source's text"))?
}

fn other_language(scene: &Scene, rng: &mut Rng) -> Option<Planted> {
    let own = scene.page().text();
    let alike: Vec<&&Page> =
        scene.siblings.iter().filter(|other| super::has_same_tokens(&other.text(), &own)).collect();
    let other = rng.pick(&alike)?;
    is_long(other).then(|| with_body(scene, other, "another translation's text"))?
}

/// The page holds another page's translation.
fn exchanged(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let stranger = scene.stranger?;
    let unlike = !Pair::new(scene.pair.source.clone(), stranger.clone()).agrees;
    let lines = stranger.lines.clone();
    let end = lines.len();
    (unlike && is_long(stranger)).then(|| Planted { lines, places: vec![(1, end)], what: "another page's text".into() })
}

fn emptied(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let mut draft = Draft::new(scene.page());
    draft.lines.truncate(scene.page().body().max(1));
    if scene.page().front.is_none() {
        draft.lines[0].clear();
    }
    draft.lines.push(String::new());
    let end = draft.lines.len();
    is_long(scene.page()).then(|| draft.planted((1, end), "nothing left"))?
}

/// The body stands twice.
fn doubled(scene: &Scene, _: &mut Rng) -> Option<Planted> {
    let page = scene.page();
    let body = page.lines[page.body()..page.line_count()].to_vec();
    let mut draft = Draft::new(page);
    let place = draft.insert_block(page.line_count(), &body);
    is_long(page).then(|| draft.planted_at(vec![place, (page.body() + 1, page.line_count())], "the body again"))?
}
