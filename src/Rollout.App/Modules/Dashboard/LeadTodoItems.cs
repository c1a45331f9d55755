using NodaTime;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Dashboard;

/// <summary>Something the lead has to do now, with the place to do it.</summary>
public sealed record LeadTodoItem(string When, string WhenSmall, string Title, string Text, string Href, string Act, string? Status = null);

/// <summary>The lead's to-do list: a pure function of the facts, most urgent first.</summary>
public static class LeadTodoItems
{
    public static IReadOnlyList<LeadTodoItem> Of(Localizer t, ProgramStatus how, NextWave? wave, LocalDate today) =>
        [.. (wave is null ? [] : OfWave(t, wave, today)), .. OfTheRest(t, how)];

    private static IEnumerable<LeadTodoItem> OfWave(Localizer t, NextWave wave, LocalDate today)
    {
        var (day, fromToday) = (t.ShortDay(wave.Moment.Date), t.FromToday(wave.Moment.Date, today));
        if (wave.State == WaveState.Live)
        {
            var missing = wave.Included.Count(l => !l.RollCallDone);
            if (missing > 0)
            {
                yield return new LeadTodoItem(day, fromToday, t.Count("start.ask.roll-call", missing), t["start.ask.roll-call-text"], $"/waves/{wave.Id}/control-room", t["start.control-room"]);
            }

            yield break;
        }

        foreach (var launch in wave.Included.Where(l => l.SignOffStatus == SignOffStatusKind.NoGo))
        {
            yield return new LeadTodoItem(day, fromToday, t["start.ask.no-go", launch.BranchName], t["start.ask.no-go-text"], $"/launches/{launch.Id}", t["start.ask.no-go-act"]);
        }

        foreach (var launch in wave.Included.Where(l => l.SignOffStatus == SignOffStatusKind.Stale))
        {
            yield return new LeadTodoItem(
                day, fromToday, t["start.ask.stale", launch.BranchName],
                t.Of(launch.Changes[0]), $"/launches/{launch.Id}", t["start.ask.stale-act"], t["start.stale"]);
        }

        foreach (var launch in wave.Included.Where(l => l.Behind(today) > 0 && l.SignOffStatus is not (SignOffStatusKind.Stale or SignOffStatusKind.NoGo)).OrderByDescending(l => l.Behind(today)))
        {
            var first = launch.Open[0];
            yield return new LeadTodoItem(
                t.ShortDay(first.Due), t.FromToday(first.Due, today), t.Count("start.ask.behind", launch.Behind(today), launch.BranchName),
                t.Of(first.Subject), $"/launches/{launch.Id}", t["start.ask.behind-act"]);
        }

        if (wave.State == WaveState.Planned && wave.Included.All(l => l.SignOffStatus is SignOffStatusKind.Go or SignOffStatusKind.ConditionMet or SignOffStatusKind.ConditionOpen))
        {
            yield return new LeadTodoItem(day, fromToday, t["start.ask.start-wave", wave.Name], t["start.ask.start-wave-text"], $"/waves/{wave.Id}", t["start.ask.start-wave-act"]);
        }
    }

    private static IEnumerable<LeadTodoItem> OfTheRest(Localizer t, ProgramStatus how)
    {
        var (now, any) = (t["start.now"], t["start.any-day"]);
        if (how.Parked > 0)
        {
            yield return new LeadTodoItem(now, "", t.Count("start.ask.parked", how.Parked), t["start.ask.parked-text"], "/outbox?state=failed", t["start.ask.parked-act"]);
        }

        if (how.OpenFindings > 0)
        {
            yield return new LeadTodoItem(any, "", t.Count("start.ask.findings", how.OpenFindings), t["start.ask.findings-text"], "/topics", t["start.ask.findings-act"]);
        }

        if (how.Candidates > 0)
        {
            yield return new LeadTodoItem(any, "", t.Count("start.ask.candidates", how.Candidates), t["start.ask.candidates-text"], "/ambassadors/coverage", t["start.ask.candidates-act"]);
        }

        if (how.Questions > 0)
        {
            yield return new LeadTodoItem(any, "", t.Count("start.ask.questions", how.Questions), t["start.ask.questions-text"], "/ambassadors/tips", t["start.ask.questions-act"]);
        }

        if (how.Reviews > 0)
        {
            yield return new LeadTodoItem(any, "", t.Count("start.ask.reviews", how.Reviews), t["start.ask.reviews-text"], "/ambassadors/reviews", t["start.ask.reviews-act"]);
        }

        if (how.Drafts > 0)
        {
            yield return new LeadTodoItem(any, "", t.Count("start.ask.drafts", how.Drafts), t["start.ask.drafts-text"], "/infosessions", t["start.ask.drafts-act"]);
        }
    }
}
