//! What may stand behind `cargo test --test accuracy --`.

/// How to measure.
#[derive(Debug, Clone)]
pub struct Options {
    /// Many plants instead of a sample.
    pub full: bool,
    /// Only these collections.
    pub corpora: Vec<String>,
    /// Only kinds whose name begins with one of these.
    pub kinds: Vec<String>,
    /// Seed of all choices.
    pub seed: u64,
    /// Plants per kind and collection on pages that agree; half as many on drifted ones.
    pub tries: Option<usize>,
    /// Show every miss, misplaced finding, double finding and false alarm.
    pub verbose: bool,
    /// Leave the other pages of the collection around the broken ones.
    pub whole_tree: bool,
    /// Write every broken tree below this folder.
    pub keep: Option<String>,
    /// Mend each plant with `isogloss fix` and see what becomes of it.
    pub mend: bool,
    /// Only these parts: `plants`, `unbroken`, `defects`.
    pub parts: Vec<String>,
}

/// The seed of the test suite.
const SEED: u64 = 20_250_518;

const HELP: &str = "\
cargo test --release --test accuracy -- [options]
  --full            all pairs, 40 plants a kind and collection (a sample otherwise)
  --whole-tree      break pages inside the whole collection instead of in trees of two files
  --corpus NAME     only this collection (may be repeated)
  --kind PREFIX     only kinds that begin so (may be repeated)
  --part NAME       only plants, unbroken or defects (may be repeated)
  --tries N         plants a kind and collection
  --seed N          other choices
  --verbose         show every miss, misplaced finding, double finding and false alarm
  --mend            mend each plant with `isogloss fix` and see what becomes of it
  --keep DIR        write the broken trees below DIR";

impl Options {
    /// Reads the arguments. Flags of the usual test harness are passed over, so that `cargo test -- --quiet` works.
    pub fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            full: false,
            corpora: Vec::new(),
            kinds: Vec::new(),
            seed: SEED,
            tries: None,
            verbose: false,
            whole_tree: false,
            keep: None,
            mend: false,
            parts: Vec::new(),
        };
        let mut arguments = arguments;
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value\n{HELP}"));
            match argument.as_str() {
                "--full" => options.full = true,
                "--whole-tree" => options.whole_tree = true,
                "--verbose" => options.verbose = true,
                "--mend" => options.mend = true,
                "--corpus" => options.corpora.push(value()?),
                "--kind" => options.kinds.push(value()?),
                "--part" => options.parts.push(value()?),
                "--keep" => options.keep = Some(value()?),
                "--seed" => options.seed = number(&value()?)?,
                "--tries" => options.tries = Some(number(&value()?)? as usize),
                "--help" | "-h" => return Err(HELP.into()),
                _ => {}
            }
        }
        Ok(options)
    }

    /// Plants per kind and collection on pages that agree.
    pub fn tries(&self) -> usize {
        self.tries.unwrap_or(if self.full { 40 } else { 1 })
    }

    /// Whether a part is wanted.
    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }

    /// Whether a kind is wanted.
    pub fn wants_kind(&self, name: &str) -> bool {
        self.kinds.is_empty() || self.kinds.iter().any(|prefix| name.starts_with(prefix.as_str()))
    }
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("`{text}` is no number"))
}
