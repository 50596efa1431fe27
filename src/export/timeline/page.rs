//! A web page in one file, without script: the picture, years to jump to, then every event with its words.

use super::{Told, by_year, escaped, picture, summary, year_words};
use crate::i18n::Language;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:16px/1.6 system-ui,'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;max-width:76rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}\
a{color:#0b4a8f}h2{border-bottom:1px solid #767676;margin-top:2rem}\
figure{margin:1rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto}\
nav a{display:inline-block;padding:.15rem .5rem}\
li{margin:.35rem 0}q{quotes:none}time{font-variant-numeric:tabular-nums;font-weight:600}\
.skip{position:absolute;left:-99rem}.skip:focus{position:static}\
a:focus,summary:focus{outline:3px solid #b35900}\
@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}a{color:#8ec5ff}h2{border-color:#999}}\
@media print{nav,.skip{display:none}}";

/// The page.
pub(super) fn write(told: &[Told<'_>], language: Language) -> String {
    let say = |id: &str| escaped(&language.say(id));
    let title = say("export-title");
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#events\">{}</a>\n<header><h1>{title}</h1>\n<p>{}</p></header>\n",
        language.tag(),
        say("export-skip"),
        escaped(&summary(told, language)),
    );
    out.push_str(&format!(
        "<figure>\n{}</figure>\n",
        picture::drawn(told, language)
    ));
    out.push_str(&format!("<nav aria-label=\"{}\">\n", say("export-years")));
    for (year, events) in by_year(told) {
        let words = escaped(&year_words(language, year, events.len()));
        out.push_str(&format!("<a href=\"#{}\">{words}</a>\n", anchor(year)));
    }
    out.push_str("</nav>\n<main id=\"events\">\n");
    for (year, events) in by_year(told) {
        let words = escaped(&year_words(language, year, events.len()));
        out.push_str(&format!(
            "<section>\n<h2 id=\"{}\">{words}</h2>\n<ul>\n",
            anchor(year)
        ));
        events.iter().for_each(|t| event(&mut out, t, language));
        out.push_str("</ul>\n</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn anchor(year: Option<i16>) -> String {
    year.map_or("undated".to_owned(), |y| format!("y{y}"))
}

fn event(out: &mut String, t: &Told<'_>, language: Language) {
    let date = t.date();
    out.push_str("<li>");
    if !date.is_empty() {
        out.push_str(&format!("<time>{date}</time> "));
    }
    out.push_str(&format!(
        "{} <strong>{}</strong>",
        escaped(&t.kind),
        escaped(&t.label)
    ));
    for (id, what) in [
        ("cli-inferred", &t.event.inferred),
        ("cli-conflict", &t.event.conflict),
    ] {
        if let Some(what) = what {
            out.push_str(&format!(
                " ({}: {})",
                escaped(&language.say(id)),
                escaped(what)
            ));
        }
    }
    let n = t.sources.len();
    let words = language.with("export-evidence", &[("n", n.into())]);
    out.push_str(&format!(
        "\n<details><summary>{}</summary>\n<ul>\n",
        escaped(&words)
    ));
    for s in &t.sources {
        out.push_str(&format!(
            "<li>{} {} ({} L{}): <q>{}</q></li>\n",
            escaped(&s.document),
            escaped(&s.place),
            escaped(&s.file),
            s.line,
            escaped(&s.evidence)
        ));
    }
    out.push_str("</ul></details></li>\n");
}
