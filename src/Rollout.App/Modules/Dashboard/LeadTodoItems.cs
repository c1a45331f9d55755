using NodaTime;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>Something the lead has to do, with the place to do it.</summary>
/// <param name="On">Since when it waits, or when it is due.</param>
/// <param name="IsOverdue">Whether it should have been done already.</param>
public sealed record LeadTodoItem(LocalDate On, string When, string WhenSmall, string Title, string Text, string Href, string Act, bool IsOverdue = false);

/// <summary>The lead's to-do list: a pure function of the facts. What is overdue comes first, then what has a day, then what waits longest; one row for each cause.</summary>
public static class LeadTodoItems
{
    /// <summary>How many the start page shows before it folds.</summary>
    public const int Shown = 5;

    public static IReadOnlyList<LeadTodoItem> Of(Localizer t, ProgramStatus how, NextWave? wave, LocalDate today, DateTimeZone zone, IReadOnlyList<LooseEnd>? looseEnds = null) =>
    [
        .. (wave is null ? [] : OfWave(t, wave, today)).Concat(OfTheRest(t, how, today, zone)).Concat(OfLeavers(t, looseEnds ?? [], today))
            .OrderByDescending(i => i.IsOverdue).ThenByDescending(i => i.On >= today).ThenBy(i => i.On),
    ];

    private static IEnumerable<LeadTodoItem> OfWave(Localizer t, NextWave wave, LocalDate today)
    {
        var (moment, day, fromToday) = (wave.Moment.Date, t.ShortDay(wave.Moment.Date), t.FromToday(wave.Moment.Date, today));
        if (wave.State == WaveState.Live)
        {
            var missing = wave.Included.Where(l => l.RollCall is null).ToList();
            if (missing.Count > 0)
            {
                yield return new LeadTodoItem(
                    moment, day, fromToday, t.Count("start.ask.roll-call", missing.Count), $"{Names(missing)}. {t["start.ask.roll-call-text"]}", $"/waves/{wave.Id}/control-room", t["start.control-room"], IsOverdue: true);
            }

            yield break;
        }

        var refused = wave.Included.Where(l => l.SignOffStatus == SignOffStatusKind.NoGo).ToList();
        if (refused.Count > 0)
        {
            yield return new LeadTodoItem(moment, day, fromToday, t.Count("start.ask.no-go", refused.Count, refused[0].BranchName), Of(refused, t["start.ask.no-go-text"]), To(wave, refused), t["start.ask.no-go-act"]);
        }

        var stale = wave.Included.Where(l => l.SignOffStatus == SignOffStatusKind.Stale).ToList();
        if (stale.Count > 0)
        {
            yield return new LeadTodoItem(moment, day, fromToday, t.Count("start.ask.stale", stale.Count, stale[0].BranchName), Of(stale, t.Of(stale[0].Changes[0])), To(wave, stale), t["start.ask.stale-act"]);
        }

        var behind = wave.Included.Where(l => l.Behind(today) > 0).OrderByDescending(l => l.Behind(today)).ToList();
        if (behind.Count > 0)
        {
            var since = behind.Min(l => l.Open[0].Due);
            yield return new LeadTodoItem(
                since, t.ShortDay(since), t.FromToday(since, today), behind.Count == 1 ? t.Count("start.ask.behind", behind[0].Behind(today), behind[0].BranchName) : t["start.ask.behind-several", behind.Count],
                behind.Count == 1 ? t.Of(behind[0].Open[0].Subject) : string.Join(", ", behind.Select(l => $"{l.BranchName} {l.Behind(today)}")), To(wave, behind), t[behind.Count == 1 ? "start.ask.behind-act" : "start.ask.start-wave-act"], IsOverdue: true);
        }

        if (wave.State == WaveState.Planned && wave.Included.All(l => l.SignOffStatus is SignOffStatusKind.Go or SignOffStatusKind.ConditionMet or SignOffStatusKind.ConditionOpen))
        {
            yield return new LeadTodoItem(moment, day, fromToday, t["start.ask.start-wave", wave.Name], t["start.ask.start-wave-text"], $"/waves/{wave.Id}", t["start.ask.start-wave-act"]);
        }
    }

    private static IEnumerable<LeadTodoItem> OfTheRest(Localizer t, ProgramStatus how, LocalDate today, DateTimeZone zone)
    {
        if (how.FirstDraft is { } first)
        {
            yield return new LeadTodoItem(first, t.ShortDay(first), t.FromToday(first, today), t.Count("start.ask.drafts", how.Drafts), t["start.ask.drafts-text"], "/infosessions/planner?drafts=yes", t["start.ask.drafts-act"]);
        }

        foreach (var topic in how.KeptClosed)
        {
            yield return Waits(new WaitingForLead(topic.Findings, topic.Since), "findings", $"/topics/{topic.Id}/findings", topic.Title);
        }

        (WaitingForLead Waiting, string Key, string Href)[] kinds =
        [
            (how.Parked, "parked", "/outbox?state=failed"), (how.Addresses, "addresses", "/outbox/addresses"), (how.Questions, "questions", "/ambassadors/tips#open"), (how.Reviews, "reviews", "/ambassadors/reviews#open"),
            (how.Candidates, "candidates", how.CandidatesOf is { } branch ? $"/ambassadors/coverage?branch={branch}#waiting" : "/ambassadors/coverage#waiting"),
        ];
        foreach (var (waiting, key, href) in kinds.Where(k => k.Waiting.Count > 0))
        {
            yield return Waits(waiting, key, href);
        }

        LeadTodoItem Waits(WaitingForLead waiting, string key, string href, params object[] words)
        {
            var since = waiting.Since!.Value.InZone(zone).Date;
            var days = Period.DaysBetween(since, today);
            return new LeadTodoItem(
                since, t.ShortDay(since), days == 0 ? t["start.since-today"] : t.Count("start.waits", days),
                t.Count($"start.ask.{key}", waiting.Count, words), t[$"start.ask.{key}-text"], href, t[$"start.ask.{key}-act"]);
        }
    }

    // What hung on those who left, one row for each kind: the soonest of it.
    private static IEnumerable<LeadTodoItem> OfLeavers(Localizer t, IReadOnlyList<LooseEnd> ends, LocalDate today) =>
        from end in ends
        group end by end.Kind into kind
        let first = kind.First()
        let day = first.Due ?? today
        select new LeadTodoItem(
            day, t.ShortDay(day), first.Due is null ? t["start.now"] : t.FromToday(day, today), t.Count($"loose-end.title.{kind.Key}", kind.Count(), first.What),
            $"{first.Person} {t.Of(first)}", first.Href, t[$"loose-end.act.{kind.Key}"], IsOverdue: day <= today);

    private static string Names(IEnumerable<NextLaunch> launches) => string.Join(", ", launches.Select(l => l.BranchName));

    private static string Of(IReadOnlyList<NextLaunch> launches, string text) => launches.Count == 1 ? text : $"{Names(launches)}. {text}";

    // The one branch, or the wave with all of them.
    private static string To(NextWave wave, IReadOnlyList<NextLaunch> launches) => launches.Count == 1 ? $"/launches/{launches[0].Id}" : $"/waves/{wave.Id}";
}
