//! Commands of the timeline: opening it at a date or of something, zoom, lanes, filters, export.
//!
//! In: commands. Out: state, and effects as data.

use super::{LaneBy, Timeline, Zoom, parse_date};
use crate::app::list::ListKind;
use crate::app::prompt::PromptKind;
use crate::app::update::Turn;
use crate::app::{Deed, Effect, Said, View};
use crate::export::{TimelineFormat, timeline_of};
use crate::facts::{EventKind, Meaning, NAMES, PartialDate};
use crate::i18n::Language;
use crate::index::DateRange;
use crate::library::{Dates, EventFilter, Library};

/// So many events are shown in one list.
const ONE_LIST: usize = 200;

impl Timeline {
    /// What the timeline shows as a scope: its filter, and the period under the cursor.
    pub(crate) fn as_scope(&self, language: Language) -> (EventFilter, String) {
        let mut filter = self.filter.clone();
        filter.kinds = self.kinds();
        let mut words: Vec<String> = Vec::new();
        let bin = self.bin().and_then(|i| self.bins[i].bin);
        if let (Some(bin), true) = (bin, self.zoom != Zoom::All) {
            let range = self.zoom.range(bin);
            filter.period = DateRange::parse(&range);
            words.push(range.replace("..", "–"));
        }
        if filter.kinds != 0 {
            let kinds = EventKind::ALL.into_iter();
            let on = kinds.filter(|k| filter.kinds & EventFilter::bit(*k) != 0);
            words.extend(on.map(|k| language.say(&format!("event-{}", k.as_str()))));
        }
        if filter.dates != Dates::Both {
            words.push(language.say(&format!("dates-{}", filter.dates.as_str())));
        }
        if !self.words.is_empty() {
            words.push(self.words.clone());
        }
        (filter, words.join(" "))
    }

    /// Another filter; small results in one list.
    fn take_filter(&mut self, library: &Library, filter: EventFilter, words: &str) {
        self.filter = filter;
        words.clone_into(&mut self.words);
        self.filter_anew(library);
        self.place_page();
    }
}

impl Turn<'_> {
    pub(crate) fn open_timeline(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let argument = argument.trim();
        let date = parse_date(argument);
        if date.is_none() && !argument.is_empty() {
            self.say("message-no-date", &[("text", argument.into())]);
            return;
        }
        let own = self.document().and_then(|d| d.meta.date.clone());
        let at = date
            .or_else(|| own.as_deref().and_then(parse_date))
            .or_else(|| self.date_before());
        self.open_timeline_at(at, date.is_some());
    }

    /// The date of the last event told before the cursor in a document that has no date of its own, or of
    /// its first event.
    fn date_before(&self) -> Option<PartialDate> {
        let main = self.app.main();
        let facts = self.library.facts.get(main.document?)?.as_ref()?;
        let dated = || {
            facts
                .events
                .iter()
                .filter(|e| e.start.is_some() && e.kind != EventKind::Citation)
        };
        let before = dated().rfind(|e| e.span.block <= main.cursor.block);
        before.or_else(|| dated().next())?.start
    }

    /// The event that the paragraph tells at or after the cursor, and its date.
    fn event_here(&self) -> Option<(Option<u32>, PartialDate)> {
        let main = self.app.main();
        let (at, cursor) = (main.at()?, main.cursor.at);
        let all = self.library.timeline.iter().enumerate();
        let here = all.filter(|(_, m)| m.at == at && m.event.kind != EventKind::Citation);
        let dated = here.filter_map(|(i, m)| {
            let entry = self.library.entry_with(i)?;
            Some((m.event.span.range.end, i as u32, entry.start?))
        });
        let mut dated: Vec<(u32, u32, PartialDate)> = dated.collect();
        dated.sort_unstable_by_key(|(end, mention, _)| (*end < cursor, *end, *mention));
        if let Some((_, mention, date)) = dated.first() {
            return Some((Some(*mention), *date));
        }
        let facts = self.library.facts.get(at.document)?.as_ref()?;
        let dates = facts.dates.iter().filter(|d| d.span.block == at.block);
        let near = dates.min_by_key(|d| (d.span.range.end < cursor, d.span.range.start));
        near.map(|d| (None, d.start))
    }

    /// At the event or the date that the paragraph mentions.
    pub(crate) fn open_timeline_here(&mut self) {
        let Some((mention, date)) = self.event_here() else {
            self.say("message-no-date-here", &[]);
            return;
        };
        self.open_timeline_at(Some(date), true);
        self.select_mention(mention);
    }

    /// What else happened near the date of the paragraph, or of the selected event: all events in one list.
    pub(crate) fn open_neighbours(&mut self) {
        if let View::Timeline(_) = self.app.top() {
            self.list_events();
            return;
        }
        let Some((mention, date)) = self.event_here() else {
            self.say("message-no-date-here", &[]);
            return;
        };
        self.open_timeline_at(Some(date), true);
        self.select_mention(mention);
        self.list_events();
    }

    fn select_mention(&mut self, mention: Option<u32>) {
        if let (Some(View::Timeline(timeline)), Some(mention)) =
            (self.app.stack.last_mut(), mention)
        {
            timeline.select_mention(mention);
        }
    }

    /// All events that are shown in one list, the selected one with those before it.
    pub(crate) fn list_events(&mut self) {
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            timeline.set_zoom(Zoom::All);
            timeline.periods = false;
            timeline.place_page();
            self.app.said = Said::View;
        }
    }

    /// The timeline on top, opened where it is not.
    fn timeline(&mut self) -> Option<&mut Timeline> {
        let library = self.library;
        if !matches!(self.app.top(), View::Timeline(_)) {
            while self.app.stack.len() > 1 && self.app.top().is_passing() {
                self.app.pop();
            }
            let mut timeline = Box::new(Timeline::default());
            timeline.refresh(library);
            self.push(View::Timeline(timeline));
        }
        self.app.said = Said::View;
        match self.app.stack.last_mut() {
            Some(View::Timeline(timeline)) => Some(timeline),
            _ => None,
        }
    }

    fn open_timeline_at(&mut self, date: Option<PartialDate>, asked: bool) {
        self.did(Deed::Timeline);
        let lines = self.app.in_lines();
        let Some(timeline) = self.timeline() else {
            return;
        };
        let mut there = true;
        if let Some(date) = date {
            if asked {
                timeline.set_zoom(match (date.month, timeline.zoom) {
                    (None, _) => Zoom::Year,
                    (_, zoom) => zoom.max(Zoom::Month),
                });
            }
            timeline.go_to(date);
            let found = timeline.entry().and_then(|e| e.start);
            there = found.is_none_or(|d| d.year == date.year);
        }
        timeline.periods = !asked;
        timeline.place_page();
        if lines && timeline.periods {
            timeline.top = 0;
        }
        if asked && !there {
            let year = date.map_or(0, |d| d.year);
            self.say("message-no-events-then", &[("year", year.into())]);
            self.app.said = Said::View;
        }
    }

    /// A timeline of what a filter lets through, in one list where that is short.
    fn open_timeline_of(&mut self, filter: EventFilter, words: &str) {
        let library = self.library;
        let mut timeline = Box::new(Timeline::default());
        timeline.refresh(library);
        timeline.take_filter(library, filter, words);
        if timeline.shown.is_empty() {
            self.say("message-no-events-of", &[("what", words.into())]);
            return;
        }
        let one_list = timeline.shown.len() <= ONE_LIST;
        if one_list {
            timeline.set_zoom(Zoom::All);
        } else {
            timeline.periods = true;
        }
        while self.app.stack.len() > 1 && self.app.top().is_passing() {
            self.app.pop();
        }
        self.push(View::Timeline(timeline));
        self.app.said = Said::View;
    }

    /// The dates of the document that is open.
    pub(crate) fn open_timeline_of_document(&mut self) {
        let Some((index, document)) = self.app.main().document.zip(self.document()) else {
            self.say("message-no-document", &[]);
            return;
        };
        let filter = EventFilter {
            document: Some(index),
            ..EventFilter::default()
        };
        let name = document.meta.symbol.as_ref().unwrap_or(&document.id);
        let words = self.field("filter-document", name);
        self.open_timeline_of(filter, &words);
    }

    /// The events in the paragraphs that a search found.
    pub(crate) fn open_timeline_of_hits(&mut self) {
        let typed = match (self.app.top(), &self.app.last_search) {
            (View::Search(search), _) => search.line.text().trim().to_owned(),
            (_, Some(search)) => search.line.text().trim().to_owned(),
            _ => String::new(),
        };
        if typed.is_empty() {
            self.say("message-no-search", &[]);
            return;
        }
        let words = self.field("filter-text", &typed);
        let filter = EventFilter {
            text: typed,
            ..EventFilter::default()
        };
        self.open_timeline_of(filter, &words);
    }

    /// The events of an actor: the one typed, or the one whose list is open.
    pub(crate) fn open_timeline_of_actor(&mut self) {
        let typed = std::mem::take(&mut self.argument).trim().to_owned();
        let listed = match self.app.top() {
            View::List(list) => match (&list.kind, list.item().map(|i| &i.to)) {
                (ListKind::Actor(actor), _) => Some(*actor),
                (_, Some(crate::app::Goto::Actor(actor))) => Some(*actor),
                _ => None,
            },
            _ => self.speaker(),
        };
        let actor = match NAMES.exact(&typed) {
            Some(Meaning::Actor(actor)) => Some(actor),
            _ if typed.is_empty() => listed,
            _ => None,
        };
        let Some(actor) = actor else {
            self.say("cli-no-actor", &[("name", typed.into())]);
            return;
        };
        let words = self.field("filter-actor", NAMES.actors[actor as usize].name);
        let filter = EventFilter {
            actor: Some(actor),
            ..EventFilter::default()
        };
        self.open_timeline_of(filter, &words);
    }

    /// Who speaks where the cursor is.
    fn speaker(&self) -> Option<u32> {
        let at = self.app.main().at()?;
        self.library
            .facts
            .get(at.document)?
            .as_ref()?
            .speaker(at.block)
    }

    /// The life of a document by its symbol: adopted, cited, told of; the one typed, or the one cited next.
    pub(crate) fn open_timeline_of_symbol(&mut self) {
        let typed = std::mem::take(&mut self.argument).trim().to_owned();
        let symbol = if typed.is_empty() {
            self.symbol_here()
        } else {
            Some(typed)
        };
        let Some(symbol) = symbol else {
            self.say("message-nothing-here", &[]);
            return;
        };
        let words = self.field("filter-symbol", &symbol);
        let filter = EventFilter {
            symbol,
            ..EventFilter::default()
        };
        self.open_timeline_of(filter, &words);
    }

    /// The symbol of the list, of the citation at or after the cursor, or of the document.
    fn symbol_here(&self) -> Option<String> {
        if let View::List(list) = self.app.top()
            && let ListKind::Card(symbol) = &list.kind
        {
            return Some(symbol.clone());
        }
        let main = self.app.main();
        let at = main.at()?;
        let cites = crate::app::list::cites_of(self.library, at).into_iter();
        let cited: Vec<_> = cites.filter_map(|c| c.citation(self.library)).collect();
        let next = cited.iter().find(|c| c.span.range.end >= main.cursor.at);
        let cited = next.or(cited.first()).map(|c| c.symbol.clone());
        cited.or_else(|| self.document().and_then(|d| d.meta.symbol.clone()))
    }

    /// A field of the filter line with its value.
    fn field(&self, id: &str, value: &str) -> String {
        self.app
            .settings
            .language
            .with(id, &[("value", value.into())])
    }

    pub(crate) fn zoom(&mut self, narrower: bool) {
        self.zoom_by(|zoom| zoom.step(narrower));
    }

    pub(crate) fn zoom_fit(&mut self) {
        self.zoom_by(|_| Zoom::All);
    }

    fn zoom_by(&mut self, to: impl Fn(Zoom) -> Zoom) {
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            timeline.set_zoom(to(timeline.zoom));
            timeline.periods = true;
            if !matches!(self.app.viewport, crate::app::Viewport::Screen { .. }) {
                timeline.top = timeline.bin().unwrap_or(0);
            }
        }
    }

    /// So many bins on.
    pub(crate) fn period(&mut self, by: i64) {
        let times = self.times();
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            timeline.step_bin(by * times * 10);
        }
    }

    pub(crate) fn lane(&mut self) {
        let argument = self.argument.trim().to_owned();
        let language = self.app.settings.language;
        let Some(View::Timeline(timeline)) = self.app.stack.last_mut() else {
            self.say("message-no-kind", &[("text", argument.into())]);
            return;
        };
        let named = |kind: &EventKind| {
            let id = format!("event-{}", kind.as_str());
            kind.as_str() == argument || language.say(&id) == argument
        };
        let lane = match argument.parse::<usize>() {
            Ok(0) => Some(None),
            Ok(n) => Some(Some(n - 1)),
            Err(_) => EventKind::ALL.iter().position(named).map(|lane| {
                timeline.lanes.by = LaneBy::Kind;
                Some(lane)
            }),
        };
        if !lane.is_some_and(|lane| timeline.toggle(lane)) {
            self.say("message-no-kind", &[("text", argument.into())]);
        }
    }

    /// Lanes by kind, by organ, by document.
    pub(crate) fn next_lanes(&mut self) {
        let library = self.library;
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            timeline.lanes.next(library);
            let id = timeline.lanes.by.id();
            self.say(id, &[]);
        }
    }

    /// The dates of documents, those mentioned, both.
    pub(crate) fn next_dates(&mut self) {
        let library = self.library;
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            timeline.filter.dates = timeline.filter.dates.next();
            timeline.filter_anew(library);
            timeline.place_page();
            let id = format!("message-dates-{}", timeline.filter.dates.as_str());
            self.say(&id, &[]);
        }
    }

    /// Asks for a filter, or takes the one given; nothing typed takes it away.
    pub(crate) fn filter_timeline(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        match self.app.top() {
            View::Timeline(timeline) if argument.trim().is_empty() && !self.app.in_lines() => {
                let words = timeline.words.clone();
                self.open_prompt(PromptKind::TimelineFilter, &words);
            }
            View::Timeline(_) => self.filter_typed(argument.trim()),
            _ => self.say("message-no-timeline", &[]),
        }
    }

    /// What was typed for the filter takes effect.
    pub(crate) fn filter_typed(&mut self, typed: &str) {
        let library = self.library;
        let Some(mut filter) = self.filter_of(typed) else {
            return;
        };
        if let Some(View::Timeline(timeline)) = self.app.stack.last_mut() {
            if filter.dates == Dates::Both {
                filter.dates = timeline.filter.dates;
            }
            timeline.take_filter(library, filter, typed);
            self.app.said = Said::View;
        }
    }

    /// A filter as typed: a period, or fields and words.
    pub(crate) fn filter_of(&mut self, typed: &str) -> Option<EventFilter> {
        let language = self.app.settings.language;
        if let Some(period) = DateRange::parse(&typed.replace(['–', '—', '~'], "..")) {
            return Some(EventFilter {
                period: Some(period),
                ..EventFilter::default()
            });
        }
        let kind_name = |kind: EventKind| language.say(&format!("event-{}", kind.as_str()));
        match EventFilter::parse(self.library, typed, kind_name) {
            Ok(filter) => Some(filter),
            Err(error) => {
                let words = [("field", error.field.into()), ("value", error.value.into())];
                self.say("message-bad-filter", &words);
                None
            }
        }
    }

    /// Writes what the timeline shows into a file whose name says the format; asks for the name.
    pub(crate) fn export_timeline(&mut self) {
        let argument = std::mem::take(&mut self.argument);
        let argument = argument.trim();
        let View::Timeline(timeline) = self.app.top() else {
            self.say("message-no-timeline", &[]);
            return;
        };
        if argument.is_empty() {
            if self.app.in_lines() {
                self.ask_argument("timeline.export", "export");
            } else {
                self.open_prompt(PromptKind::ExportTimeline, "timeline.csv");
            }
            return;
        }
        let ending = argument.rsplit('.').next().unwrap_or("");
        let formats = TimelineFormat::ALL.iter();
        let format = { formats }.find(|(name, _)| name.eq_ignore_ascii_case(ending));
        let Some((_, format)) = format else {
            self.say("message-bad-format", &[("text", argument.into())]);
            return;
        };
        let path = if argument.contains('.') {
            argument.to_owned()
        } else {
            format!("timeline.{argument}")
        };
        let shown = timeline.shown.iter();
        let entries: Vec<_> = shown
            .filter_map(|&i| timeline.entries.get(i as usize))
            .collect();
        let made = self.app.desk.now.stamp();
        let text = timeline_of(
            self.library,
            self.app.settings.language,
            *format,
            &made,
            &entries,
        );
        self.app.said = Said::Message;
        self.effects.push(Effect::Create {
            path: path.into(),
            text,
        });
    }

    /// All mentions of the selected event.
    pub(crate) fn open_mentions(&mut self) {
        let library = self.library;
        let key = match self.app.top() {
            View::Timeline(timeline) => timeline
                .entry()
                .and_then(|e| library.mention_of(e))
                .map(|m| m.event.key.clone()),
            _ => None,
        };
        if let Some(key) = key {
            self.open_list(ListKind::Mentions(key));
        }
    }
}
