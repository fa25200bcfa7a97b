//! `model-chatter`

use std::collections::HashMap;
use std::sync::LazyLock;

use super::phrase::quote;
use super::{Check, Family, Finding, Pair, Rule, Sink, inline};
use crate::align::Answer;
use crate::diagnostic::{Applicability, Severity};
use crate::document::{Block, BlockId, BlockKind, Document, Inline, InlineKind, Span};

/// What a model said to whoever asked it stands in the page.
pub const RULE: Rule = Rule {
    id: "model-chatter",
    family: Family::Content,
    severity: Severity::Error,
    summary: "a language model's words to whoever asked it stand in the page",
    explain: "\"Here is the translation:\", \"Sure!\", \"I hope this helps\", or a block of a model's thoughts was \
        left in the page.\n\nRemove it.",
    check: Check::Pair(check),
};

fn check(pair: &Pair<'_>, out: &mut Sink<'_>) {
    let (source, target) = (pair.source.document, pair.target.document);
    if let Some(span) = thoughts(target)
        && thoughts(source).is_none()
    {
        let message = format!("a model's thoughts stand in the page: {}", quote(target.slice(span)));
        let finding = Finding::new(span, message).help("remove them");
        out.report(if target.slice(span).contains("</") {
            let (all, blank) = with_line_end(source, target, span);
            finding.fix(Applicability::Safe, "remove what the model thought", all, blank)
        } else {
            finding
        });
    }
    for &(id, unanswered) in &pair.chatter {
        let message = format!("a model's words stand in the page: {}", quote(&target.prose(id)));
        let finding = Finding::new(inline::first_line(target, id), message).help("remove them");
        out.report(if unanswered {
            // What is said at a page's edge and of the translation is no part of it; politeness might be.
            let sure = chatter(target, id) == Some(Chatter::Translation);
            let applicability = if sure { Applicability::Safe } else { Applicability::Unsafe };
            let (all, blank) = with_line_end(source, target, target.blocks[id].span);
            finding.fix(applicability, "remove what the model said", all, blank)
        } else {
            finding
        });
    }
}

/// Where a model's words stand; whatever else is found there follows from that.
pub fn places(pair: &Pair<'_>) -> Vec<Span> {
    let said = pair.chatter.iter().map(|&(id, _)| pair.target.document.blocks[id].span);
    let thought = thoughts(pair.target.document).filter(|_| thoughts(pair.source.document).is_none());
    said.chain(thought).collect()
}

/// The blocks that begin with a model's words, and whether nothing in the source answers them.
pub fn found(pair: &Pair<'_>) -> Vec<(BlockId, bool)> {
    let target = pair.target.document;
    let children: Vec<BlockId> = target.children(0).filter(|&id| is_text(target.blocks[id].kind)).collect();
    let last = children.len();
    let mut found = Vec::new();
    for (index, id) in children.into_iter().enumerate() {
        let Some(chatter) = chatter(target, id) else { continue };
        let answer = match pair.alignment.target.get(id) {
            Some(Answer::Match(index)) => pair.alignment.matches.get(*index),
            _ => None,
        };
        let edge = index < 2 || index + 2 >= last;
        let meant = answer.is_some_and(|answer| is_meant(pair.source.document, answer.source));
        if !meant && (chatter == Chatter::Translation || edge && answer.is_none()) {
            found.push((id, answer.is_none()));
        }
    }
    found
}

/// How sure a phrase is to be a model's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chatter {
    /// It speaks of the translation itself.
    Translation,
    /// It is what a model says at the start or end of anything.
    Politeness,
}

fn is_text(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::Quote)
}

/// What the start of a block shows it to be.
fn chatter(document: &Document, id: BlockId) -> Option<Chatter> {
    let first = document.inlines_of(id).iter().find(|inline| inline.kind == InlineKind::Text)?;
    let text = document.slice(first.span).trim_start_matches(|c: char| !c.is_alphabetic() && c != '¡');
    // No phrase begins with another letter.
    let first = text.chars().next()?;
    let phrases = PHRASES.get(&first.to_lowercase().next().unwrap_or(first))?;
    // Nor with another second one, whatever the apostrophe.
    let second = text.chars().flat_map(char::to_lowercase).nth(1).map(|c| if c == '’' { '\'' } else { c });
    if !phrases.iter().any(|(phrase, _)| phrase.chars().nth(1) == second) {
        return None;
    }
    let bound = (0..=LONGEST.min(text.len())).rev().find(|&at| text.is_char_boundary(at))?;
    let start = text.get(..bound)?.to_lowercase().replace('’', "'");
    phrases.iter().find(|(phrase, _)| start.starts_with(phrase)).map(|&(_, chatter)| chatter)
}

/// All phrases by their first letter, those about the translation first: hardly any block needs to look at more than a
/// few.
static PHRASES: LazyLock<HashMap<char, Vec<(&str, Chatter)>>> = LazyLock::new(|| {
    let translation = TRANSLATION.iter().map(|&phrase| (phrase, Chatter::Translation));
    let politeness = POLITENESS.iter().map(|&phrase| (phrase, Chatter::Politeness));
    let mut phrases: HashMap<char, Vec<_>> = HashMap::new();
    for (phrase, chatter) in translation.chain(politeness) {
        phrases.entry(phrase.chars().next().unwrap_or_default()).or_default().push((phrase, chatter));
    }
    phrases
});

/// Whether the source's block is about a translation itself.
fn is_meant(source: &Document, id: BlockId) -> bool {
    let text = source.prose(id).to_lowercase();
    chatter(source, id).is_some()
        || ["translat", "übersetz", "tradu", "перевод", "翻訳", "翻译"].iter().any(|word| text.contains(word))
}

/// A block of thoughts, from its opening tag to the closing one; without one, the opening tag.
fn thoughts(document: &Document) -> Option<Span> {
    let is_thought =
        |block: &&Block| matches!(block.kind, BlockKind::Component) && THOUGHTS.contains(&document.slice(block.name));
    if let Some(block) = document.blocks.iter().find(is_thought) {
        return Some(block.span);
    }
    let is = |inline: &&Inline| THOUGHTS.contains(&document.slice(inline.value));
    let opens = |inline: &&Inline| matches!(inline.kind, InlineKind::Tag | InlineKind::Component);
    let open = document.inlines.iter().filter(opens).find(is)?;
    let mut after = document.inlines.iter().filter(|inline| inline.kind == InlineKind::CloseTag);
    let close = after.find(|inline| is(inline) && inline.span.start > open.span.start);
    Some(close.map_or(open.span, |close| open.span.cover(close.span)))
}

/// Tags in which models think.
const THOUGHTS: [&str; 5] = ["think", "thinking", "thought", "reasoning", "scratchpad"];

/// A block with the line ends that part it from its neighbours, and what takes their place: those after it, at the end of
/// the page those before. Between front matter and text there are as many as in the source.
fn with_line_end(source: &Document, document: &Document, block: Span) -> (Span, String) {
    let (start, end) = (block.start as usize, block.start as usize + document.slice(block).trim_end().len());
    let (before, after) =
        (document.text.get(..start).unwrap_or_default(), document.text.get(end..).unwrap_or_default());
    if after.trim().is_empty() {
        // The last line keeps its end.
        let kept = before.trim_end().len();
        let line_end = before.get(kept..).and_then(|rest| rest.find('\n')).map_or(0, |at| at + 1);
        return (Span::new(kept + line_end, document.text.len()), String::new());
    }
    let blank: usize = after.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum();
    let body = document.body as usize;
    match (source.lead(), document.lead()) {
        (Some(lead), Some(_)) if document.text.get(body..start).is_some_and(|before| before.trim().is_empty()) => {
            let newline = if document.text.contains("\r\n") { "\r\n" } else { "\n" };
            (Span::new(body, end + blank), newline.repeat(lead))
        }
        _ => (Span::new(start, end + blank), String::new()),
    }
}

/// Phrases are no longer than this, in bytes.
const LONGEST: usize = 96;

/// How models introduce a translation, in lower case, in the languages that are translated into most.
const TRANSLATION: &[&str] = &[
    "here is the translat",
    "here's the translat",
    "here is your translat",
    "here's your translat",
    "here is a translat",
    "here is the markdown",
    "here is the german",
    "here is the french",
    "here is the spanish",
    "here is the japanese",
    "here is the chinese",
    "here is the korean",
    "here is the portuguese",
    "below is the translat",
    "the following is the translat",
    "this is the translat",
    "translated text:",
    "translation:",
    "i've translated",
    "i have translated",
    "i cannot translate",
    "i can't translate",
    "i'm sorry, but i can",
    "as an ai language model",
    "as a language model",
    "note: i have",
    "note: i've",
    "note: the translation",
    "translator's note: i",
    "hier ist die übersetz",
    "hier ist der übersetz",
    "hier die übersetz",
    "nachfolgend die übersetz",
    "übersetzung:",
    "ich habe den text übersetz",
    "voici la traduction",
    "voici le texte traduit",
    "voici le document traduit",
    "traduction :",
    "traduction:",
    "aquí está la traducción",
    "aquí tienes la traducción",
    "aquí tiene la traducción",
    "a continuación se presenta la traducción",
    "esta es la traducción",
    "traducción:",
    "aqui está a tradução",
    "aqui está o texto traduzido",
    "segue a tradução",
    "segue abaixo a tradução",
    "tradução:",
    "ecco la traduzione",
    "ecco il testo tradotto",
    "di seguito la traduzione",
    "traduzione:",
    "hier is de vertaling",
    "vertaling:",
    "oto tłumaczenie",
    "oto przetłumaczony",
    "tłumaczenie:",
    "här är översättningen",
    "her er oversættelsen",
    "her er oversettelsen",
    "zde je překlad",
    "iată traducerea",
    "íme a fordítás",
    "itt a fordítás",
    "işte çeviri",
    "çeviri:",
    "berikut adalah terjemahan",
    "berikut terjemahan",
    "terjemahan:",
    "đây là bản dịch",
    "dưới đây là bản dịch",
    "bản dịch:",
    "вот перевод",
    "вот переведённ",
    "вот переведенн",
    "перевод:",
    "ось переклад",
    "переклад:",
    "以下是翻译",
    "以下是翻譯",
    "以下为翻译",
    "以下是译文",
    "以下是譯文",
    "以下是中文",
    "以下是该",
    "以下是該",
    "这是翻译",
    "這是翻譯",
    "下面是翻译",
    "下面是翻譯",
    "翻译如下",
    "翻譯如下",
    "译文：",
    "譯文：",
    "翻译：",
    "翻譯：",
    "以下は翻訳",
    "以下に翻訳",
    "以下が翻訳",
    "以下は日本語",
    "こちらが翻訳",
    "翻訳は以下",
    "翻訳：",
    "翻訳:",
    "다음은 번역",
    "다음은 한국어",
    "아래는 번역",
    "번역은 다음과",
    "번역:",
    "إليك الترجمة",
    "هذه هي الترجمة",
    "فيما يلي الترجمة",
    "فيما يلي ترجمة",
    "الترجمة:",
    "הנה התרגום",
    "להלן התרגום",
    "यहाँ अनुवाद",
    "यहां अनुवाद",
    "अनुवाद:",
    "در اینجا ترجمه",
    "นี่คือคำแปล",
];

/// How models begin and end whatever they say, in lower case.
const POLITENESS: &[&str] = &[
    "sure!",
    "sure, here",
    "sure thing",
    "certainly!",
    "certainly, here",
    "of course!",
    "of course, here",
    "absolutely!",
    "great question",
    "i hope this helps",
    "i hope that helps",
    "hope this helps",
    "let me know if you",
    "feel free to ask",
    "is there anything else",
    "would you like me to",
    "if you need any further",
    "if you have any other questions",
    "please let me know if",
    "note to the user",
    "natürlich!",
    "gerne!",
    "selbstverständlich!",
    "ich hoffe, das hilft",
    "lass mich wissen",
    "lassen sie mich wissen",
    "bien sûr !",
    "bien sûr!",
    "certainement !",
    "j'espère que cela",
    "n'hésitez pas à me",
    "faites-moi savoir",
    "¡claro!",
    "¡por supuesto!",
    "claro, aquí",
    "espero que esto",
    "avísame si",
    "claro!",
    "claro, aqui",
    "com certeza!",
    "espero que isso ajude",
    "avise-me",
    "certo!",
    "certamente!",
    "ecco a te",
    "spero che questo",
    "fammi sapere",
    "natuurlijk!",
    "ik hoop dat dit helpt",
    "laat het me weten",
    "oczywiście!",
    "mam nadzieję, że to pomo",
    "daj mi znać",
    "tabii ki!",
    "elbette!",
    "umarım bu",
    "tentu!",
    "tentu saja!",
    "semoga ini membantu",
    "chắc chắn rồi",
    "hy vọng điều này",
    "конечно!",
    "надеюсь, это поможет",
    "дайте мне знать",
    "звичайно!",
    "сподіваюся, це",
    "дайте мені знати",
    "好的，",
    "好的！",
    "当然！",
    "當然！",
    "当然可以",
    "當然可以",
    "希望这",
    "希望這",
    "如果您还有",
    "如果您還有",
    "如有任何",
    "もちろんです",
    "はい、以下",
    "承知しました",
    "ご不明な点",
    "お役に立て",
    "물론입니다",
    "물론이죠",
    "네, ",
    "도움이 되",
    "بالتأكيد",
    "بالطبع",
    "آمل أن",
    "בטח!",
    "כמובן!",
    "ज़रूर",
    "बिल्कुल!",
    "निश्चित रूप से",
    "مطمئنا",
    "แน่นอน",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_in_lower_case_and_short() {
        for phrase in TRANSLATION.iter().chain(POLITENESS) {
            assert!(phrase.len() <= LONGEST && *phrase == phrase.to_lowercase(), "{phrase}");
        }
    }
}
