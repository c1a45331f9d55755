using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Demo;

/// <summary>
/// Invents how the branches of the pilot used the platform since their go-live moment: the usual decline after the first weeks, summer and public holidays, one branch that
/// fades, and weeks without a report. Of the last reports there is evidence, of the others only sums, as in a real house after 90 days.
/// </summary>
internal sealed class DemoParticipation(DemoCompany company, IReadOnlyList<Activity> activity)
{
    /// <summary>How long the pilot is live.</summary>
    public const int Weeks = 28;

    public const string Source = "viva-engage";
    private const int WeeksOfEvidence = 2;
    private const int FadesFor = 7;

    private static readonly int[] WithoutReport = [15, 16, 17];

    private readonly Random _dice = company.Dice;

    public IEnumerable<object> Invent()
    {
        var newest = ActiveWeek.MondayOf(company.Today).PlusDays(-1);
        var sums =
            from week in Enumerable.Range(0, Weeks - WeeksOfEvidence).Except(WithoutReport)
            from place in Enumerable.Range(0, company.Pilot.Count)
            select Sum(company.Pilot[place], newest.PlusWeeks(week + 1 - Weeks), week, place);
        var reports = Enumerable.Range(0, WeeksOfEvidence).Select(i => Report(newest.PlusWeeks(-i))).ToList();
        return [.. sums, .. reports, .. Evidence(reports), .. Published(), .. company.Pilot.SelectMany(LastWeek)];
    }

    /// <summary>Figures about the platform that were published before and do not agree, and targets.</summary>
    private IEnumerable<PublishedFigure> Published()
    {
        var (all, spring) = (company.People.Count, company.Today.PlusMonths(-7));
        yield return PublishedFigure.Of(Figure.Visited, PublishedAs.History, spring, 99, null, null, "Interne nieuwsbrief");
        yield return PublishedFigure.Of(Figure.Visited, PublishedAs.History, spring, null, Math.Max(1, all / 2), all, "Jaarverslag");
        yield return PublishedFigure.Of(Figure.ProfileComplete, PublishedAs.History, spring, null, Math.Max(1, all / 6), all, "Jaarverslag");
        yield return PublishedFigure.Of(Figure.Active, PublishedAs.Target, company.Today.PlusMonths(6), 40, null, null, "Directieoverleg");
    }

    /// <summary>What the director was asked to do last week: the first is done.</summary>
    private IEnumerable<DirectorStep> LastWeek(Branch branch)
    {
        var (steps, director) = (DirectorStep.Choose(branch.Id, ActiveWeek.MondayOf(company.Today).PlusWeeks(-1), new BranchSigns(Weeks - 1, 24, FallsBehind: false, null, 0, null)), company.People.Single(p => p.Id == branch.Director));
        steps[0].Tick(done: true, new CurrentUser(director.Id, director.Name, branch.Id, branch.Name, director.Email, director.Language, true, director.IsLead, false, null, [branch.Id]), company.Now - Duration.FromDays(4));
        return steps;
    }

    private ParticipationSum Sum(Branch branch, LocalDate day, int week, int place)
    {
        var people = company.People.Count(p => p.Branch == branch.Id);
        int Of(double share) => (int)Math.Round(people * share);
        var share = Math.Clamp(Share(branch, day, week, place) + ((_dice.NextDouble() - .5) * .6 / Math.Sqrt(people)), .02, .9);
        var (visited, posted, reacted) = (Math.Min(.73, .5 + (week * .02)), share * .07, share * .3);
        return new ParticipationSum(
            Source, day, branch.Id, GroupKind.Everyone, "", people, Of(visited), Of(Math.Min(.04, .01 + (week * .002))), Of(reacted), Of(posted), Of(share), Of(reacted * .85), Of(Math.Max(0, (share * 1.5) - reacted - posted)));
    }

    /// <summary>The share that is active: high at first, then steady; the second branch of the pilot falls behind in the last weeks.</summary>
    private static double Share(Branch branch, LocalDate day, int week, int place)
    {
        var usual = (.26 + (.05 * place)) * (1 + (.7 * Math.Exp(-week / 4.0)));
        var summer = day.Month is 7 or 8 ? .82 : 1;
        var holidays = Enumerable.Range(0, 7).Count(i => Holidays.Of(branch.DaysOff).IsPublicHoliday(day.PlusDays(-i)));
        var fading = place == 1 ? Math.Pow(.85, Math.Max(0, week - (Weeks - FadesFor))) : 1;
        return usual * summer * fading * (1 - (.1 * Math.Min(2, holidays)));
    }

    private ActivityReport Report(LocalDate day)
    {
        var report = ActivityReport.Of(Source, day, 30);
        report.Take(ReportSays.Visited | ReportSays.Reacted | ReportSays.Posted | ReportSays.Active, $"YammerActivityUserDetail_D30_{day:yyyy-MM-dd}.csv", company.Now);
        var withMail = company.People.Count(p => p.Email is not null);
        report.Count(withMail, 3, 2, 4);
        return report;
    }

    // The older report says of everyone the same a week earlier, so that the two do not contradict each other.
    private IEnumerable<object> Evidence(List<ActivityReport> reports)
    {
        var known = activity.ToDictionary(a => a.Person, a => a.LastActive);
        foreach (var person in company.People.Where(p => p.Email is not null))
        {
            var place = company.Pilot.ToList().FindIndex(b => b.Id == person.Branch);
            var account = PlatformAccount.Named(person.Email!);
            account.BelongsTo(person.Id);
            yield return account;
            foreach (var report in reports)
            {
                yield return Says(report, account.Id, place, known.GetValueOrDefault(person.Id));
            }
        }

        foreach (var name in new[] { "jan.nieuw", "stagiair.3", "svc-import" })
        {
            var account = PlatformAccount.Named($"{name}@{company.Shape.Name}.example");
            yield return account;
            yield return new Statement(reports[0].Id, account.Id, reports[0].Day.PlusDays(-1), Reacted: false, Posted: false, Closed: false);
        }
    }

    private Statement Says(ActivityReport report, PlatformAccountId account, int place, LocalDate? known)
    {
        var branch = place < 0 ? null : company.Pilot[place];
        var week = Weeks - 1 - (Period.DaysBetween(report.Day, ActiveWeek.MondayOf(company.Today)) / 7);
        var share = branch is null ? .04 : Share(branch, report.Day, week, place) / .8; // not everyone has an account
        var last = known <= report.Day ? known
            : _dice.NextDouble() < share ? report.Day.PlusDays(-_dice.Next(0, 6))
            : _dice.NextDouble() < .6 ? report.Day.PlusDays(-_dice.Next(8, 60))
            : (LocalDate?)null;
        var lately = last >= report.Day.PlusDays(-29);
        return new Statement(report.Id, account, branch is null && known is null ? null : last, lately && _dice.NextDouble() < .28, lately && _dice.NextDouble() < .07, Closed: false);
    }
}
