//! Writes a collection of pages in nine languages, the same one for the same seed.
//!
//!     corpus FOLDER [FILES] [SEED]
//!
//! By default 200,000 files, some 650 MB. Pages are long and short, with front matter, headings, lists, tables, code,
//! links and admonitions; one translation in a hundred has lost a block. The words are of each language, the sentences
//! say nothing.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use rayon::prelude::*;

/// A language, what its sentences end with, what stands between its words, and some of them.
struct Tongue {
    code: &'static str,
    stop: &'static str,
    space: &'static str,
    words: &'static str,
}

const TONGUES: [Tongue; 9] = [
    Tongue {
        code: "en",
        stop: ". ",
        space: " ",
        words: "the server and a file that is written to disk before it can be used by other programs with their own \
            settings when you start again from an empty folder because every change of this value needs some time",
    },
    Tongue {
        code: "de",
        stop: ". ",
        space: " ",
        words: "der Server und eine Datei die auf die Platte geschrieben wird bevor sie von anderen Programmen mit \
            eigenen Einstellungen genutzt werden kann wenn man aus einem leeren Ordner neu beginnt weil jede Änderung",
    },
    Tongue {
        code: "fr",
        stop: ". ",
        space: " ",
        words: "le serveur et un fichier qui est écrit sur le disque avant que les autres programmes ne puissent avec \
            leurs propres réglages quand vous repartez depuis un dossier vide car chaque changement de cette valeur",
    },
    Tongue {
        code: "es",
        stop: ". ",
        space: " ",
        words: "el servidor y un archivo que se escribe en el disco antes de que otros programas puedan usarlo con sus \
            propios ajustes cuando empieza de nuevo desde una carpeta vacía porque cada cambio de este valor tarda",
    },
    Tongue {
        code: "pt",
        stop: ". ",
        space: " ",
        words: "o servidor e um arquivo que é gravado no disco antes que outros programas possam usar com as suas \
            próprias opções quando você começa de novo em uma pasta vazia porque cada mudança deste valor não demora",
    },
    Tongue {
        code: "ru",
        stop: ". ",
        space: " ",
        words: "сервер и файл который записан на диск прежде чем его смогут открыть другие программы со своими \
            настройками когда вы начинаете снова из пустой папки потому что каждое изменение этого значения",
    },
    Tongue {
        code: "ar",
        stop: ". ",
        space: " ",
        words: "الخادم و ملف تتم كتابته على القرص قبل أن تستخدمه البرامج الأخرى مع إعداداتها الخاصة عندما تبدأ من جديد \
            في مجلد فارغ لأن كل تغيير في هذه القيمة يحتاج بعض الوقت",
    },
    Tongue {
        code: "ja",
        stop: "。",
        space: "",
        words: "サーバーは ファイルを ディスクに 書き込んで から ほかの プログラムが 設定を 変えて 使う ことが \
            できます 空の フォルダーで もう一度 始めると この 値の 変更には 少し 時間が かかります",
    },
    Tongue {
        code: "zh",
        stop: "。",
        space: "",
        words: "服务器 会把 文件 写入 磁盘 然后 其他 程序 才能 使用 它们 自己的 设置 从 空 文件夹 重新 开始 的时候 \
            因为 这个 值的 每次 更改 都需要 一些 时间",
    },
];

/// Numbers that look random and are the same for the same seed: splitmix64, by Sebastiano Vigna.
struct Rng(u64);

impl Rng {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }
}

/// A block of a page before it is put into words.
enum Block {
    Heading(usize),
    Paragraph { sentences: usize, code: Option<usize>, link: Option<usize> },
    List(usize),
    Table(usize),
    Code(usize),
    Note,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: corpus FOLDER [FILES] [SEED]");
        std::process::exit(2);
    };
    let files: usize = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(200_000);
    let seed: u64 = arguments.next().and_then(|number| number.parse().ok()).unwrap_or(7);
    let pages = files.div_ceil(TONGUES.len());
    let words: Vec<Vec<&str>> = TONGUES.iter().map(|tongue| tongue.words.split_whitespace().collect()).collect();
    (0..pages).into_par_iter().try_for_each(|page| {
        let last = page + 1 == pages && !files.is_multiple_of(TONGUES.len());
        let languages = if last { files % TONGUES.len() } else { TONGUES.len() };
        write_page(Path::new(&folder), page, languages, seed, &words)
    })
}

fn write_page(folder: &Path, page: usize, languages: usize, seed: u64, words: &[Vec<&str>]) -> io::Result<()> {
    let mut rng = Rng(seed ^ (page as u64) << 20);
    let blocks = outline(&mut rng);
    for (tongue, words) in TONGUES.iter().zip(words).take(languages) {
        let lost = (tongue.code != "en" && rng.below(100) == 0).then(|| 1 + rng.below(blocks.len() - 1));
        let folder = folder.join("docs").join(tongue.code).join(format!("part-{:03}", page / 200));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("page-{page:05}.md")), text(page, &blocks, lost, tongue, words, &mut rng))?;
    }
    Ok(())
}

/// Some thirty blocks, more or fewer; most are paragraphs.
fn outline(rng: &mut Rng) -> Vec<Block> {
    let sections = 2 + rng.below(5);
    let mut blocks = vec![Block::Heading(1)];
    for section in 0..sections {
        if section > 0 {
            blocks.push(Block::Heading(2 + rng.below(2)));
        }
        for _ in 0..1 + rng.below(5) {
            blocks.push(match rng.below(12) {
                0 => Block::List(2 + rng.below(5)),
                1 => Block::Table(2 + rng.below(4)),
                2 => Block::Code(rng.below(1000)),
                3 => Block::Note,
                _ => {
                    let some = |rng: &mut Rng| (rng.below(3) == 0).then(|| rng.below(1000));
                    Block::Paragraph { sentences: 1 + rng.below(5), code: some(rng), link: some(rng) }
                }
            });
        }
    }
    blocks
}

fn text(page: usize, blocks: &[Block], lost: Option<usize>, tongue: &Tongue, words: &[&str], rng: &mut Rng) -> String {
    let mut out = String::with_capacity(4096);
    // Writing to a string cannot fail.
    let _ = write!(out, "---\ntitle: ");
    phrase(&mut out, tongue, words, 4, rng);
    let _ =
        write!(out, "\nlang: {}\nweight: {page}\ndate: 2026-01-{:02}\ndraft: false\n---\n", tongue.code, 1 + page % 28);
    for block in blocks.iter().enumerate().filter(|(at, _)| Some(*at) != lost).map(|(_, block)| block) {
        out.push('\n');
        match *block {
            Block::Heading(level) => {
                let _ = write!(out, "{} ", &"######"[..level]);
                phrase(&mut out, tongue, words, 4, rng);
            }
            Block::Paragraph { sentences, code, link } => {
                for _ in 0..sentences {
                    phrase(&mut out, tongue, words, 12, rng);
                    out.push_str(tongue.stop);
                }
                if let Some(code) = code {
                    let _ = write!(out, "`option-{code}`{}", tongue.space);
                }
                if let Some(link) = link {
                    out.push('[');
                    phrase(&mut out, tongue, words, 2, rng);
                    let _ = write!(out, "](https://example.org/{link}/guide)");
                }
                out.truncate(out.trim_end().len());
            }
            Block::List(items) => {
                for item in 0..items {
                    out.push_str("- ");
                    phrase(&mut out, tongue, words, 6, rng);
                    out.push_str(if item + 1 < items { "\n" } else { "" });
                }
            }
            Block::Table(rows) => {
                for row in 0..=rows {
                    out.push_str("| ");
                    phrase(&mut out, tongue, words, 2, rng);
                    let _ = write!(out, " | `key-{row}` |{}", if row < rows { "\n" } else { "" });
                    out.push_str(if row == 0 { "| --- | --- |\n" } else { "" });
                }
            }
            Block::Code(number) => {
                let _ = write!(out, "```sh\nprogram run --number {number}\nprogram status\n```");
            }
            Block::Note => {
                out.push_str("> [!NOTE]\n> ");
                phrase(&mut out, tongue, words, 10, rng);
            }
        }
        out.push('\n');
    }
    out
}

fn phrase(out: &mut String, tongue: &Tongue, words: &[&str], count: usize, rng: &mut Rng) {
    for at in 0..count {
        out.push_str(if at > 0 { tongue.space } else { "" });
        out.push_str(words[rng.below(words.len())]);
    }
}
