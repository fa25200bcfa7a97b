//! English words that headings, labels and heads of tables are made of, for telling `Overview` from `Docker`.
//!
//! Names of things that documentation leaves in English in every language (`plugin`, `commit`, `API`) are not in the
//! list. After a colon stand the languages that write the word in the same way and so cannot leave it untranslated.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether a word in lower case is a label by itself: a word that names a part of a page, and nothing else.
#[must_use]
pub fn is_label(word: &str, target: &str) -> bool {
    LABELS.binary_search(&word).is_ok() && is_english(word, target)
}

/// Whether a word in lower case is English, and no word of the language with this bare code, if one is given.
#[must_use]
pub fn is_english(word: &str, target: &str) -> bool {
    let known = |word: &str| {
        WORDS.get(word).is_some_and(|same| {
            !same.split_terminator(',').any(|code| code == target || code == "nb" && target == "no")
        })
    };
    if word.contains('-') { word.split('-').all(known) } else { known(word) || has_english_ending(word) }
}

/// Whether a word ends as only English words do: other languages have `-ilité`, `-ilidad`, `-isation`, `-ización`.
fn has_english_ending(word: &str) -> bool {
    word.len() >= 9 && ["ility", "ization", "izing"].iter().any(|ending| word.ends_with(ending))
}

/// Whether a word in lower case may be one of another language than English: it is neither English nor one of the words
/// that names of files and programs are made of everywhere.
#[must_use]
pub fn is_foreign(word: &str) -> bool {
    !word.is_ascii() || word.len() > 1 && !is_english(word, "") && !NAME_WORDS.contains(word)
}

static NAME_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| NAMES.split_ascii_whitespace().collect());

static WORDS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| LIST.split_ascii_whitespace().map(|entry| entry.split_once(':').unwrap_or((entry, ""))).collect());

/// Sorted.
const LABELS: [&str; 109] = [
    "acknowledgements",
    "acknowledgments",
    "additional",
    "advantages",
    "answers",
    "appendix",
    "author",
    "authors",
    "available",
    "average",
    "background",
    "basically",
    "basics",
    "benefits",
    "best",
    "both",
    "building",
    "comments",
    "comparison",
    "complexity",
    "conclusion",
    "conclusions",
    "considerations",
    "contents",
    "contributing",
    "contributors",
    "creating",
    "customizing",
    "definition",
    "definitions",
    "description",
    "descriptions",
    "developers",
    "development",
    "disadvantages",
    "drawbacks",
    "example",
    "examples",
    "exercises",
    "explained",
    "explanation",
    "explanations",
    "features",
    "further",
    "furthermore",
    "getting",
    "glossary",
    "goal",
    "goals",
    "guidelines",
    "history",
    "implementation",
    "implementations",
    "improvements",
    "installation",
    "installing",
    "instructions",
    "introduction",
    "known",
    "learn",
    "limitations",
    "meaning",
    "naming",
    "necessary",
    "needed",
    "notes",
    "optional",
    "overview",
    "parameters",
    "prerequisite",
    "prerequisites",
    "purpose",
    "purposes",
    "questions",
    "reading",
    "recommended",
    "reference",
    "references",
    "required",
    "requirements",
    "requires",
    "resources",
    "results",
    "returns",
    "running",
    "settings",
    "similar",
    "stable",
    "started",
    "steps",
    "summary",
    "supported",
    "thanks",
    "things",
    "troubleshooting",
    "understanding",
    "untitled",
    "updating",
    "usage",
    "useful",
    "using",
    "value",
    "values",
    "warning",
    "warnings",
    "worst",
    "writing",
    "yes",
    "yourself",
];

/// Words that documentation leaves in English in every language, and so no [`LIST`] of what is left untranslated has.
const NAMES: &str = "\
    admin api app apps array async auth await backend bar base baz bin blog boolean bot browser buffer bundle \
    cache callback catch class cli client cloud cluster code collector commit compiler config console container \
    controller core cron css daemon dashboard data database debug default demo deploy dev diff dist docker docs \
    domain editor email endpoint env event events fetch filter flag foo framework frontend git github global \
    handler hash header hook hooks host html http https id index init input install int io item items java \
    javascript job js json kernel lib libs link links linux loader log logger login logs loop manager markdown \
    master merge meta middleware migration mock module modules monitor node nodes npm null output package \
    packages parser password patch plugin plugins pod port post program programs promise prompt proxy python \
    query queue react readme redirect regex registry release releases render repo repository request requests \
    reset rest root router runtime rust sample schema scope script scripts sdk server servers shell site sites \
    socket spec sql src stack status stream string struct stub style styles sync tag tags task tasks template \
    templates terminal test tests theme themes thread token tokens tool toolkit tools tutorial typescript ui \
    update updates upload url user users util utils vendor version video web webhook website widget widgets \
    window worker workers workflow workspace xml yaml yield yml";

const LIST: &str = "\
    a:es,it,pt,fr,pl,cs,hu,ca,ro,hr,vi,id about above absence absent accept acceptance accepted access according \
    account accounts achieve acknowledgements acknowledgments across activate active:fr,it activity acts actual:es,ca \
    add added adding addition:fr,sv additional additionally address adds adjust adjusting \
    administration:fr,de,sv,da,nb advance advanced advantages advice affect affected after again against age:fr agree \
    ahead aims alert all allow allowed allowing allows almost alone along already also alternative:fr,de,it,nl \
    alternatives:fr always among amount an:de,tr,vi analysis ancestor and annual another answer answered answers \
    any:ca,id anyone anything anywhere appear appearance appears appendix applied applies apply applying approach \
    approaches are:it,ro,tr area:es,it,id,pl,ca areas:es around arrange article:fr,ca articles:fr,ca \
    as:pt,es,ca,tr,ro ask asked asking assumption assumptions at:da,nb,sv,hu,tr,pl attach attempt attempts \
    attention:fr attribute:de attributes audience:fr,nl author authors automatic automatically availability available \
    average averages avoid avoiding aware away back background backgrounds bad:de,sv,da balance:es,fr \
    base:fr,es,it,pt,ca based basic basically basics be:da,nb,cs,hu become becomes been:nl before beforehand begin:nl \
    beginner beginners beginning behavior behaviour behind being below benefits best beta better between beyond big \
    biggest birth black blank body book books both bottom boundaries box branches break breaking bring broken \
    building builds built business but:fr button buttons buy by:pl,cs,da,sv calculate calculated calculating \
    calculation calculations call called calling calls can:vi,tr,ca cannot capabilities capability cards care careful \
    carefully case cases:fr categories category cause:fr,it caused causes:fr caution:fr center certain:fr \
    certificate:de,it certificates change changed changes changing chapter chapters character characters check \
    checked checking checks child children choice choices choose choosing chosen citation:fr,sv citations:fr \
    classes:fr,nl,pt,es clean cleaning cleanup clear clearing click clicking close closed closing coding collaborate \
    collapse collection:fr collections:fr color:es,ro,ca colors:es,ca column columns combination combine combining \
    come:it,es,pt comes comma comment:fr comments common commonly communication:fr communities community company \
    compare compared comparing comparison compatibility compatible:fr,es complete:es,it,nl completed completely \
    completing complexity complicated component components computers concept:nl,ro concepts:fr conclusion:fr \
    conclusions:fr condition:fr conditional conditions:fr conduct configuration:fr configurations:fr configured \
    configuring confirm connect connected connecting connection connections consider considerations consistent:nl,fr \
    constraints contact:fr,nl contacts:fr contain contained containing contains content:fr contents context:ro,ca,nl \
    continue:fr,pt continues:fr continuing contract contribute contributed contributing contribution:fr \
    contributions:fr contributor contributors control:es,ca,ro controlling controls convenient convention:fr \
    conventions:fr conversion:fr convert converted converting converts copies copy copying correct:fr,ca,nl,ro \
    correctly corresponding cost costs:ca could count counting country course:fr cover coverage covered covers create \
    created creates creating creation creator creators credits:nl,ca current currently custom customise customize \
    customized customizing cut daily danger:fr dark date:fr,it,ro dates:fr,ca day days decide decided decision \
    decisions declare declared declaring deeper defaults define:es,pt,ca defined defines:es,pt,ca defining \
    definition:sv,da definitions delay delete deleted deleting dependencies dependency deployed deploying deprecated \
    deprecation deprecations depth describe:es describes:es describing description:fr descriptions:fr designed \
    desired detail:fr,cs detailed details:de,fr,nl,ro detect detecting detection determine develop developed \
    developer developers developing development device devices difference differences different:fr,ca differently \
    difficult difficulty digit digits direction:fr directly directories directory disable disabled disadvantages \
    discover discovery discuss discussion:fr discussions:fr display displayed displaying displays distance:fr \
    distribution:fr,sv,da do:pt,pl,de,cs,hr,id,vi document:fr,nl,ca,ro documentation:fr documents:fr,ca does doing \
    don't done double:fr down drawbacks drive during dynamic each earlier early easier easily east easy edge edges \
    edit:ro edited editing edition effect:nl effective:fr effects efficiency efficient either \
    element:de,nl,pl,sv,da,nb,ro,ca,hr elements:ca else embed embedding employees empty enable enabled enables \
    enabling encounter end ends:fr engine engines enhanced enough ensure ensuring enter entire entirely entries entry \
    environment environments equal equality equivalent:ca error:es,ca errors:ca especially essential establish \
    estimate:es evaluate:es,it evaluation even ever every everybody everyone everything everywhere \
    exact:fr,nl,ca,ro exactly example examples except exception:fr exceptions:fr excluded excluding execute executed \
    executing exercise exercises existing exists expand expanding expect expected experience experimental:es,ca \
    experiments explain explained explaining explains explanation explanations explicit:ca,de,ro explore exploring \
    exposed exposing expression:fr expressions:fr extend extended extending extends extension:fr extensions:fr \
    external extracting fact facts failed fails failure failures false familiar:es,pt,ca,ro family fast:de,sv faster \
    fastest favorite feature features few field fields fifth figure:fr file:it,id files final:es,pt,fr,ca,ro,id \
    finally find:de,da finding finds finish finished first fit fix fixed fixes fixing flexible:fr,es flow \
    folder:id,nl,pl,de,hr folders:nl follow followed following follows font:fr,ca,tr fonts:fr,ca for:da,nb,sv,tr \
    force:fr foreword form:de,da,sv,tr formats:fr,ca formatted formatting forms:tr formula:es,it,pl found four:fr \
    free freely frequently fresh friends from front:fr,es,pl full fully function functional functionality functions \
    fundamentals further furthermore future gaps general:es,ca,ro generally generate generated generates generating \
    generation:sv,de get gets getting gift give given gives giving glossary go goal goals goes going good got \
    governance graph:de,tr graphs great greater greatest green greeting group groups grow growing growth guarantee \
    guarantees guidance guide:fr guidelines guides:fr hand:de,nl,sv handle handles handling happen happened happening \
    happens happy hard:nl has:es,ca have having he:nl,es,fi heading headings health heavy height held hello help:nl \
    helper helpers helpful helping helps here hidden hide high higher highest highlight highlighting highlights hints \
    history holds hour hours house how however huge human:es hundred idea:es,it ideas:es,ca identical identify if \
    ignore:fr,pt,es ignored ignoring image:fr images:fr immediately impact:fr,nl,ro implement implementation:de,sv,da \
    implementations implemented implementing implements implications:fr important:fr,ca,ro importantly importing \
    impossible:fr improve improved improvement improvements improving in:de,it,nl,sv,tr,hu,ro,vi include:it,ro \
    included includes including incorrect:fr,ca,nl,ro increase increased increasing incremental:es,ca indent \
    independent:ca,ro indicate indicates individual:es,ca,ro,de industry information:fr,de,sv,da initial:fr,de,ca \
    initialize initially initiatives:fr insert:fr inside insight installation:fr,de,sv,da installed installing \
    instead instruction:fr instructions:fr integrate:it integrated integrating integrations:fr intended interact \
    interaction:fr interactions:fr interactive:fr interest interested interesting internal:id internals into \
    introduced introduces introducing introduction:fr,sv,da invalid:ro investigate invite:fr involved is:nl,da isn't \
    issue:fr it iterating iteration:sv,da,de its itself join joining journey just justification:fr keep keeping keeps \
    key keys keyword keywords kind:de,da kinds know knowing knowledge known lack language languages large:fr larger \
    largest last:de,da later latest launch layer layers lead leads learn learned learning learns least leave left \
    legal:de,es,pt,ro length less lessons let letter letters libraries library life light like likely limit:de,pl,tr \
    limitation:fr limitations:fr limits line:it,ro linear:de,es,pt,ca,ro lines linked linking list:pl listed listing \
    lists little load loaded loading loads local:es,fr,pt,ca,ro locale:fr,it location locations:fr locked long:fr \
    longer longest look looking looks loose lot lots:fr loved low lower lowest machine:fr,nl machines:fr,nl made \
    main:fr mainly maintain maintained maintaining maintenance:fr major make makes making manage managed manages \
    managing manual:es,pt,ca,ro manually many map:nl march mark marked market markets match matches matching matters \
    maximum:fr,nl,de,sv may:vi maybe mean meaning means measure measures meet member members memory mentioned merging \
    message:fr messages:fr method methods middle midnight might migrating million:fr,de mind minimum:fr,nl,de,sv \
    minor minute:fr,de minutes:fr,nl miscellaneous missing mission:fr mistake mistakes mixed mobile:fr,it mode:fr,id \
    models:es,ca modern:de,sv,ro,id,tr modes:fr modified modify modifying money month months more:it most:hu,sv \
    mostly motivation:fr,de,sv,da mounting move moved moves moving much multiple:fr,es,ro multiply must my name:de \
    named names naming narrow native:fr,de,it nature:fr navigate navigating near nearest necessary need needed needs \
    nested nesting network networks never new newly next nodes:ca non-technical none normally not:de,ro notes:fr,nl \
    nothing notice:fr notification:fr notifications:fr now number numbers object objects observe:fr obtain occurs of \
    official often old on:fr,pl,fi,tr,hr,es once one:hu,hr ones ongoing only onto open:nl opening opens operating \
    operation:de,sv,da operations operators opinion:fr opportunity opposite optimal:de,fr,id,tr,ro optimization \
    optimizations optimize optimized optimizing option:fr,de,da,sv optional:de optionally options:fr or:fr,ca \
    oranges:fr order ordered ordering orders organization organizations organize organizing origin other others \
    otherwise our out outcome outcomes outside over:nl,da,nb overall overview overwrite own owner owners packaging \
    page:fr pages:fr pagination:fr painting pair pairs paper paragraph parameter:de,id,da,nb,sv,hr,cs parameters:nl \
    parent:fr parents:fr part:fr,ca particular:es,ca,ro partners parts:ca pass passed passes passing passwords past \
    path paths pause:fr,de,da,nb people per:it,ca,sv,da percent:nl perfect:nl,ca,ro perform performed performing \
    performs period permanent:de,fr,ca,ro permission:fr permissions:fr permitted personal:es,ca,ro philosophy \
    phrase:fr physical pick picking picture pictures piece pieces place:fr placed placement places:fr plain planet \
    planned play please plenty point:fr pointers pointing points:fr policies policy poor popular:es,pt,ca,ro \
    population:fr position:fr,de,sv,da positions:fr possible:fr possibly potential:de power powered powerful \
    practical practice practices precision prefer preference preferences preferred preparation prepare prepared \
    prerequisite prerequisites present:fr,ca,ro presentation:sv,da press pressing pretty prevent preventing \
    prevention previous previously price pricing primarily primary prime:fr principle principles print prior \
    priorities priority private:fr,it,de probability probably problem:de,pl,sv,da,nb,tr,hr problems procedure:nl \
    procedures:nl process produce:es,it produced produces:es product production:fr productivity products professional \
    profile:de profiles programming progress project:nl projects proof properly properties property proposal \
    proposals protect protected protecting protection:fr proven provide provided provides providing provision \
    public:fr,ca,ro publication:fr publications:fr publish published publishing purpose purposes put puts putting \
    quality quantity queries question:fr questions:fr quick quickly quiet quite:fr quotes race range rapidly \
    rate:de,fr rates rather rationale raw re-exports reach read readers readiness reading ready real:es,pt,ca,ro \
    reality really reason reasons receive received receives receiving recent:ca,fr,nl,ro recently recipe recipes \
    recommend recommendation recommendations recommended recommends recovery recursion recursive:fr red reduce:es,fr \
    reduced reducing refer reference references referring refers refresh regarding regardless region:de,sv,pl,da \
    registration regular:es,pt,ca regularly reject related relating relation:fr,sv,da relations:fr relationship \
    relationships relative:fr,it,de released relevant:fr,de,nl,ro reliability reliable relies rely remain remaining \
    remember reminder removal remove:pt removed removes removing rename renaming rendered repeat repeated replace \
    replaced replacement replacements replaces replacing report reporting reports represent representation \
    representing represents requested require:fr required requirement requirements requires requiring resolution:fr \
    resolve resolved resolving resources respect:fr,nl,ro respond response responses responsibilities responsibility \
    responsible:fr,es restart restrict restricted restriction:fr restrictions:fr result results retain retrieve retry \
    return returned returning returns reusable reuse reusing reviewing revision:fr,sv,de reward rewards rich right \
    rights risk:sv,tr risks road role:fr roles:es,ca,fr roots rotation:fr,de,sv,da rough route:fr,de,nl routes:fr,nl \
    row rows rule rules run running runs safe safely safety said same satisfies save saved saves saving say saying \
    says scalability scale:it scaling scenario:it,nl scenarios schedule scheduled scheduling school science:fr screen \
    search searching season second:fr,ca secondary seconds section:fr sections:fr secure security see seed seen \
    selected selecting selection:fr send sending sends sense:ca sent separate:it separated separately separating \
    sequence sequences serial:es,ro serve served serves service:fr,de,da services:fr,de serving session:fr,de,sv,da \
    sessions:fr setting settings several shape shapes share shared sharing sheet ship short shortcut shortcuts should \
    show showing shown shows side:da,nb sides sign signed significant:ca similar:es,pt,ca,ro similarly \
    simple:fr,es,ca simpler simplest simplicity simplified simplify simply since situation:fr,de,sv,da situations:fr \
    size:fr,tr sizes skill skills skip skipped slow slower small smaller smallest so:de,fi,vi social:es,pt,fr,ca,ro \
    society solution:fr solutions:fr solve solved solves solving some something sometimes soon sorted sorting sound \
    source:fr sources:fr south space spaces speaking special specific specifically specification specifications \
    specified specifies specify specifying speed sponsored square stable:fr standards:fr started starting starts \
    state states static:ro statistics stay step steps still:sv,da,de storage store stored stores stories storing \
    straightforward strategies strategy strength strict:fr,nl,ca,ro strictly strong strongly structure:fr structured \
    structures:fr student students studies study styled subject subjects submit submitted submitting subscribe subset \
    success successful successfully such sufficient suggest suggested suggestion:fr suggestions:fr suitable summary \
    superb supplied supported supporting sure surprising sustainability switching symbols syntax:de,sv \
    system:de,pl,sv,da,nb systems table:fr tables:fr take taken takes taking target targets task taxonomy teaching \
    technical techniques:fr technologies:fr technology tell tells temporary ten:es terminology tested \
    text:de,sv,ca,ro than thanks that the their them themselves then theory there therefore these they thing things \
    think third this those though thoughts three through throughout throw time:pt times timing title titles \
    to:pl,cs,da,nb,it,vi together too topic topics toward towards track trade-offs traditional traffic transform \
    transformation:fr,de,sv,da transformations:fr transition:fr transitions:fr translate translated translating \
    translation translations translator translators transparency traversal traverse:fr treat tree trees tricks \
    trivial:es,de,pt,ca,ro trouble:fr troubleshooting true try trying turn turned turning two type:fr,nl,da,nb \
    types:fr,nl typical typically unable under understand understanding unexpected uninstall uninstalling unique:fr \
    unit units universal:es,ca,ro,de university unless unlike until untitled unused unusual upcoming updated updating \
    upgraded upgrading upon upper usage:fr use:es,pt,fr,ca,tr used useful uses:es,pt,ca,fr using usually valid:ro,ca \
    validated validating validation:fr value values variable:fr,es,ca,de variables:fr,es,ca variants variations:fr \
    various vary verify verifying versions:fr very view viewing views visible:fr,es,ca vision:fr,sv,de visit \
    visual:es,pt,ca,ro visualization volume:fr,it,nl volunteer volunteers voting wait waiting want wants war:de \
    warning warnings was:de,nl way ways we:nl,pl weak weather week:nl weeks weight welcome well were western what \
    wheel when where whether which while white who whole whom why wide widely width will:de win with within without \
    women won't words work worked working workload workplace works world worldwide worry worst worth would wrap write \
    writing written wrong year years yes yet you your yourself zero:it,pt";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_names_and_cognates() {
        for (word, target) in [("complexity", "pt"), ("references", "pt"), ("overview", "ja"), ("installation", "es")] {
            assert!(is_english(word, target), "{word} in {target}");
        }
        for word in ["first", "installation", "to"] {
            assert!(is_english(word, ""), "{word}");
        }
        for (word, target) in [("installation", "de"), ("introduction", "fr"), ("docker", "pt"), ("name", "de")] {
            assert!(!is_english(word, target), "{word} in {target}");
        }
    }
}
