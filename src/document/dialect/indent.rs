//! Which lines are text, seen line by line: fences, indented code, list items, as far as the pre-pass must know them.

/// What stands before the text of a line.
#[derive(Debug, Clone, Copy)]
pub struct Prefix {
    /// Its length in bytes.
    pub len: usize,
    /// Its width in columns; a tab leads to the next multiple of four.
    pub width: usize,
    /// Whether a `>` is in it.
    pub quoted: bool,
}

/// The white space and the `>` at the start of a line.
pub fn prefix(line: &str) -> Prefix {
    let mut prefix = Prefix { len: 0, width: 0, quoted: false };
    for byte in line.bytes() {
        prefix.width = match byte {
            b' ' => prefix.width + 1,
            b'\t' => (prefix.width / 4 + 1) * 4,
            b'>' => {
                prefix.quoted = true;
                prefix.width + 1
            }
            _ => break,
        };
        prefix.len += 1;
    }
    prefix
}

/// What a line is to the pre-pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Part of code: a fence, what is within one, or indented.
    Code,
    /// Anything else.
    Text,
}

/// What the lines so far mean for the next one.
#[derive(Debug, Default)]
pub struct Context {
    /// The columns at which the content of the open list items starts.
    items: Vec<usize>,
    fence: Option<Fence>,
    /// Whether the last line was blank, or the first.
    after_blank: bool,
    /// Whether the last line with text was indented code.
    in_code: bool,
    /// How far the last line is indented beyond what CommonMark takes for text, in columns; only in MDX, where no
    /// indentation makes code.
    excess: usize,
}

#[derive(Debug)]
struct Fence {
    mark: u8,
    len: usize,
    /// The column at which the content of the item around it starts.
    base: usize,
    quoted: bool,
    /// How deep in indented containers it was opened.
    depth: usize,
    /// How far beyond text its opening line is indented; its lines all are.
    excess: usize,
}

impl Context {
    /// A blank line.
    pub fn blank(&mut self) {
        self.after_blank = true;
    }

    /// Whether a fence is open.
    pub fn in_fence(&self) -> bool {
        self.fence.is_some()
    }

    /// How many columns of indentation the last line has too many to be text anywhere but in MDX.
    pub fn excess(&self) -> usize {
        self.excess
    }

    /// Containers deeper than `depth` have ended, and fences in them too.
    pub fn leave(&mut self, depth: usize) {
        if self.fence.as_ref().is_some_and(|fence| fence.depth > depth) {
            self.fence = None;
        }
    }

    /// Take in a line: `rest` is what follows its prefix, `width` the column it starts at, `depth` how many indented
    /// containers are open. With `mdx` no indentation makes code.
    pub fn line(&mut self, rest: &str, width: usize, quoted: bool, depth: usize, mdx: bool) -> Line {
        let after_blank = std::mem::take(&mut self.after_blank);
        self.excess = 0;
        if let Some(fence) = &self.fence {
            let ended = (fence.quoted && !quoted) || (width < fence.base && !quoted);
            if !ended {
                self.excess = fence.excess.min(width);
                if closes(rest, fence) && (mdx || width < fence.base + 4) {
                    self.fence = None;
                }
                return Line::Code;
            }
            self.fence = None;
        }
        let mut base = self.base();
        while width < base && !quoted {
            self.items.pop();
            base = self.base();
        }
        if !mdx && !quoted && width >= base + 4 && (after_blank || self.in_code) {
            self.in_code = true;
            return Line::Code;
        }
        self.in_code = false;
        if mdx && !quoted {
            self.excess = width.saturating_sub(base + 3);
        }
        let width = width - self.excess;
        let (rest, width) = self.bullets(rest, width, quoted);
        if let Some((mark, len)) = fence(rest)
            && (mdx || width < self.base() + 4)
        {
            self.fence = Some(Fence {
                mark,
                len,
                base: if quoted { 0 } else { self.base() },
                quoted,
                depth,
                excess: self.excess,
            });
            return Line::Code;
        }
        Line::Text
    }

    fn base(&self) -> usize {
        self.items.last().copied().unwrap_or(0)
    }

    /// Note the items that start on this line; what follows their bullets.
    fn bullets<'a>(&mut self, mut rest: &'a str, mut width: usize, quoted: bool) -> (&'a str, usize) {
        while let Some(bullet) = bullet(rest) {
            let after = rest.get(bullet..).unwrap_or_default();
            let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
            if !quoted && self.items.len() < 100 {
                self.items.push(width + bullet + if (1..=4).contains(&spaces) { spaces } else { 1 });
            }
            width += bullet + spaces;
            rest = after.get(spaces..).unwrap_or_default();
        }
        (rest, width)
    }
}

/// The length of the bullet at the start, if white space or nothing follows it.
fn bullet(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let len = match bytes.first()? {
        b'-' | b'*' | b'+' => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
            matches!(bytes.get(digits), Some(b'.' | b')')).then_some(digits + 1)?
        }
        _ => return None,
    };
    matches!(bytes.get(len), None | Some(b' ' | b'\t')).then_some(len)
}

/// The mark and length of the fence at the start.
fn fence(rest: &str) -> Option<(u8, usize)> {
    let mark = *rest.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let len = rest.bytes().take_while(|&byte| byte == mark).count();
    let info = rest.get(len..)?;
    (len >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, len))
}

fn closes(rest: &str, fence: &Fence) -> bool {
    let rest = rest.trim_end();
    rest.len() >= fence.len && rest.bytes().all(|byte| byte == fence.mark)
}
