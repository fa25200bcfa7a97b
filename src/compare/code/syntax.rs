//! The languages of code blocks, as far as telling comments and texts from code needs it.

/// How the text of a block is cut into tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Program text: words, numbers, strings, operators.
    Code,
    /// Commands and what they print: words between spaces.
    Shell,
    /// Keys with values, of which some are prose.
    Yaml,
    /// Tags with prose between them; code in braces, scripts and front matter.
    Markup,
    /// Markdown and its dialects.
    Markdown,
    /// Diagrams as text: labels are prose.
    Diagram,
    /// Anything that may be prose, output or a drawing.
    Text,
}

/// What the info string says of a block.
#[derive(Debug, Clone, Copy)]
pub struct Syntax {
    /// How to cut it.
    pub family: Family,
    /// What starts a comment that ends with its line.
    pub line_comments: &'static [&'static str],
    /// What starts and ends a longer comment.
    pub block_comments: &'static [(&'static str, &'static str)],
    /// Tags may stand in the code (JSX).
    pub tags: bool,
    /// Braces in text hold code (JSX and its kin).
    pub braces: bool,
    /// Indentation carries meaning.
    pub indented: bool,
}

const SLASHES: &[&str] = &["//"];
const HASH: &[&str] = &["#"];
const STARS: &[(&str, &str)] = &[("/*", "*/")];
const MARKUP: &[(&str, &str)] = &[("<!--", "-->")];
const BOTH: &[(&str, &str)] = &[("<!--", "-->"), ("/*", "*/")];

const CODE: Syntax = Syntax {
    family: Family::Code,
    line_comments: SLASHES,
    block_comments: STARS,
    tags: false,
    braces: false,
    indented: false,
};

/// What stands in a script, a style sheet or the front matter of a component.
pub const SCRIPT: Syntax = CODE;

/// The syntax that an info string names; a tolerant one if it names none that is known.
#[must_use]
pub fn of(info: &str) -> Syntax {
    let name = info.trim_start_matches(['{', '.', ' ']).split([' ', ',', '{', '}', '\t', ':', '(']).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    if name == "diff" || name == "patch" {
        let inner = info.find("lang=").map_or("", |at| info[at + 5..].trim_start_matches(['"', '\'']));
        let inner = inner.split(['"', '\'', ' ']).next().unwrap_or_default();
        return by_name(if inner.is_empty() { "code" } else { inner });
    }
    by_name(&name)
}

fn by_name(name: &str) -> Syntax {
    let hash = Syntax { line_comments: HASH, block_comments: &[], ..CODE };
    let shell = Syntax { family: Family::Shell, line_comments: &["#", "//"], block_comments: &[], ..CODE };
    let markup = Syntax { family: Family::Markup, line_comments: &[], block_comments: MARKUP, ..CODE };
    match name {
        "js" | "javascript" | "mjs" | "cjs" | "jsx" | "ts" | "typescript" | "mts" | "cts" | "tsx" | "node" => {
            Syntax { tags: true, braces: true, block_comments: BOTH, ..CODE }
        }
        "py" | "python" | "python3" | "pycon" | "gdscript" | "nim" | "starlark" | "bazel" | "mojo" => {
            Syntax { indented: true, ..hash }
        }
        "rb" | "ruby" | "perl" | "pl" | "r" | "julia" | "jl" | "elixir" | "ex" | "exs" | "toml" | "nix" | "crystal"
        | "cmake" | "awk" | "tcl" | "raku" | "coffee" | "coffeescript" | "gd" | "graphql" | "gql" | "nginx" => hash,
        "php" | "hcl" | "tf" | "terraform" | "jsonc" | "json5" | "json" | "groovy" | "gradle" | "jsonnet" | "rego" => {
            Syntax { line_comments: &["//", "#"], ..CODE }
        }
        "yaml" | "yml" | "helm" | "openapi" => {
            Syntax { family: Family::Yaml, indented: true, block_comments: STARS, ..hash }
        }
        "sh" | "bash" | "zsh" | "fish" | "shell" | "console" | "shell-session" | "shellsession" | "sh-session"
        | "terminal" | "term" | "cmd" | "bat" | "batch" | "dos" | "powershell" | "ps1" | "pwsh" | "ps"
        | "dockerfile" | "docker" | "containerfile" | "makefile" | "make" | "mk" | "just" | "env" | "dotenv"
        | "gitignore" | "properties" | "conf" | "apacheconf" | "systemd" | "http" | "nu" | "nushell" => shell,
        "sql" | "mysql" | "pgsql" | "postgres" | "postgresql" | "plsql" | "sqlite" | "lua" | "hs" | "haskell"
        | "ada" | "elm" | "vhdl" | "applescript" | "purescript" | "dhall" => {
            Syntax { line_comments: &["--"], block_comments: &[("/*", "*/"), ("{-", "-}"), ("--[[", "]]")], ..CODE }
        }
        "lisp" | "clj" | "clojure" | "cljs" | "scheme" | "racket" | "rkt" | "elisp" | "emacs-lisp" | "asm" | "nasm"
        | "ini" | "cfg" | "wat" | "llvm" | "autohotkey" => {
            Syntax { line_comments: &[";", "#"], block_comments: &[("#|", "|#"), ("(;", ";)")], ..CODE }
        }
        "tex" | "latex" | "matlab" | "octave" | "erlang" | "erl" | "prolog" | "postscript" | "bibtex" => {
            Syntax { line_comments: &["%"], block_comments: &[], ..CODE }
        }
        "vb" | "vbnet" | "vba" | "vbscript" | "basic" => Syntax { line_comments: &["'"], block_comments: &[], ..CODE },
        "f90" | "fortran" | "f95" => Syntax { line_comments: &["!"], block_comments: &[], ..CODE },
        "ml" | "ocaml" | "fsharp" | "fs" | "f#" | "pascal" | "delphi" | "coq" => {
            Syntax { block_comments: &[("(*", "*)")], ..CODE }
        }
        "html" | "xml" | "svg" | "xhtml" | "rss" | "xsl" | "xslt" | "plist" | "erb" | "ejs" | "jinja" | "jinja2"
        | "html+jinja" | "handlebars" | "hbs" | "liquid" | "twig" | "njk" | "nunjucks" | "go-html-template"
        | "gohtml" => markup,
        "astro" | "vue" | "svelte" | "marko" | "mustache" | "glimmer-js" | "glimmer-ts" => {
            Syntax { braces: true, line_comments: SLASHES, block_comments: BOTH, ..markup }
        }
        "md" | "markdown" | "mdx" | "markdoc" | "mdc" | "rst" | "adoc" | "asciidoc" | "qmd" | "rmd" => {
            Syntax { family: Family::Markdown, braces: true, ..markup }
        }
        "mermaid" | "dot" | "graphviz" | "gv" | "plantuml" | "puml" | "uml" | "d2" | "flow" | "sequence" | "ditaa" => {
            Syntax { family: Family::Diagram, line_comments: &["%%", "//", "'"], ..CODE }
        }
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "output" | "log" | "logs" | "ascii" | "raw" | "tree"
        | "filetree" | "pseudocode" | "pseudo" | "stdout" | "result" | "csv" | "tsv" | "nohighlight"
        | "no-highlight" | "gherkin" | "feature" | "math" | "music" | "bnf" | "ebnf" | "regex" | "email" => {
            Syntax { family: Family::Text, line_comments: &["#", "//"], block_comments: BOTH, ..CODE }
        }
        "c" | "h" | "cpp" | "c++" | "cc" | "cs" | "csharp" | "java" | "kotlin" | "kt" | "swift" | "go" | "golang"
        | "rust" | "rs" | "scala" | "dart" | "css" | "scss" | "sass" | "less" | "stylus" | "proto" | "protobuf"
        | "solidity" | "sol" | "zig" | "v" | "d" | "objc" | "objective-c" | "glsl" | "hlsl" | "wgsl" | "prisma"
        | "cue" | "bicep" | "typespec" | "thrift" => CODE,
        _ => Syntax { line_comments: &["//", "#"], block_comments: BOTH, ..CODE },
    }
}
