//! `isogloss conventions`: what was learned of the repository, with counts.

use std::io::{self, Write};

use isogloss::practice::{Marked, Practice, Tally};
use isogloss::report::escape::visible;

use super::Exit;
use super::input::Input;

/// What it shows.
const ABOUT: &str = "\
Show what nearly all pages of this repository do, with counts.

What at least 95 % of at least 20 pairs of pages do is the convention here, and the few that break it are findings; \
where practice is split there are none. Where there is too little to count, what is built in holds. The keys under \
[front-matter] in isogloss.toml overrule both.";

/// Show what nearly all pages do.
#[derive(clap::Args)]
#[command(long_about = ABOUT)]
pub struct Args {
    #[command(flatten)]
    input: Input,
    /// Show also what there is too little of to count
    #[arg(long)]
    all: bool,
}

impl Args {
    /// Check, and print what was counted.
    pub fn run(self) -> anyhow::Result<Exit> {
        let report = self.input.check(&self.input.config()?)?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        let counted = report.practices.iter().filter(|(practice, tally)| self.all || practice.holds(*tally).is_some());
        for (practice, tally) in counted {
            line(practice, *tally, &mut out)?;
        }
        let open = report.practices.iter().filter(|(practice, tally)| practice.holds(*tally).is_none()).count();
        if open > 0 && !self.all {
            writeln!(out, "too little to count for {open} more: --all shows them")?;
        }
        out.flush()?;
        Ok(Exit::of(&report))
    }
}

fn line(practice: &Practice, tally: Tally, out: &mut dyn Write) -> io::Result<()> {
    let verdict = match practice.holds(tally) {
        Some(true) => "holds",
        Some(false) => "split",
        None => "open",
    };
    let counts = format!("{}/{}", tally.kept, tally.kept + tally.broken);
    writeln!(out, "{verdict:<5}  {counts:>11}  {}", visible(&sentence(practice)))
}

fn sentence(practice: &Practice) -> String {
    match practice {
        Practice::KeyPresent(key) => format!("the key `{key}` is there where the source has it"),
        Practice::KeyAbsent(key) => format!("the key `{key}` is not there where the source lacks it"),
        Practice::ValueKept(key) => format!("the value of `{key}` is kept"),
        Practice::LengthKept(key) => format!("the list `{key}` keeps its length"),
        Practice::ValueDiffers(key) => format!("the value of `{key}` always differs"),
        Practice::HeadingIdKept => "headings keep the id of their source".to_owned(),
        Practice::CodeInfoKept => "the info string of code is kept whole".to_owned(),
        Practice::CodeMarkedAs(marked) => {
            let Marked { translation, source, target } = &**marked;
            let name = |name: &str| if name.is_empty() { "nothing".to_owned() } else { format!("`{name}`") };
            format!("code marked {} is marked {} in `{translation}`", name(source), name(target))
        }
        Practice::BlockLeftOut(_) => "a block at the edge of pages is left out in a language".to_owned(),
        Practice::WordUsed(_) => "a word of the source is one of the language".to_owned(),
        Practice::LabelKept(_) => "a label is kept".to_owned(),
        Practice::FrontMatterOfItsOwn => {
            "pages without a counterpart have front matter of a kind of their own".to_owned()
        }
        Practice::BlockLeftAsIs(_) => "a block at the edge of pages is left as it is in a language".to_owned(),
    }
}
