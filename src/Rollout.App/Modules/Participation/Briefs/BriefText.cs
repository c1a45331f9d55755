using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Participation;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation.Briefs;

/// <summary>The brief for the management meeting in sentences: what changed, what is at risk and how sure, what to decide.</summary>
internal static class BriefText
{
    // What fits on one page beside the rest.
    private const int MostBranches = 8;

    /// <summary>The branches that are shown: those that fall behind first.</summary>
    public static IReadOnlyList<BranchCurve> Branches(ParticipationView view) =>
        [.. view.Branches.Where(b => b.Points.Count > 0).OrderBy(b => b.Outlook?.Verdict == FadingVerdict.FallsBehind ? 0 : 1).Take(MostBranches)];

    /// <summary>Three sentences.</summary>
    public static IReadOnlyList<string> Of(Localizer words, ParticipationView view)
    {
        var behind = Behind(view);
        var active = view.Figures.FirstOrDefault(f => f.Figure == Figure.Active);
        var changed = active?.Now is not { } now ? words["brief.no-active", words.SourceName(view.Sources[0])]
            : active.Before is not { } before ? words["brief.active", words.Share(now)]
            : words[now.Percent > before.Percent ? "brief.rises" : now.Percent < before.Percent ? "brief.falls" : "brief.same", words.Share(now), words.Share(before)];
        var risk = behind.Count > 0
            ? words.Count("brief.behind", behind.Count, string.Join(", ", behind.Select(b => words["brief.branch", b.Name, words.Latest(b), Percentage.Of(b.Outlook!.Low), Percentage.Of(b.Outlook.High)])))
            : view.Branches.Any(b => b.Outlook?.Verdict == FadingVerdict.FallsEverywhere) ? words["brief.everywhere"] : words["brief.no-risk"];
        return [changed, risk, behind.Count > 0 ? words["brief.decide", behind[0].Name] : words["brief.decide-nothing"]];
    }

    /// <summary>What is not known, in so many words.</summary>
    public static IReadOnlyList<string> NotKnown(Localizer words, ParticipationView view)
    {
        var silent = view.Figures.Where(f => f.Now is null).Select(f => words.FigureName(f.Figure)).ToList();
        var (gaps, few) = (Names(view, FadingVerdict.Gap), Names(view, FadingVerdict.TooFew));
        var all = new List<string>();
        all.AddRange(silent.Count > 0 ? [words["brief.cannot-say", words.SourceName(view.Sources[0]), string.Join(", ", silent)]] : []);
        all.AddRange(gaps.Length > 0 ? [words["brief.gaps", gaps]] : []);
        all.AddRange(few.Length > 0 ? [words["brief.few", few]] : []);
        all.Add(words["brief.why-not"]);
        return all;
    }

    private static List<BranchCurve> Behind(ParticipationView view) =>
        [.. view.Branches.Where(b => b.Outlook?.Verdict == FadingVerdict.FallsBehind).OrderBy(b => b.Outlook!.Now / b.Outlook.Expected)];

    private static string Names(ParticipationView view, FadingVerdict verdict) => string.Join(", ", view.Branches.Where(b => b.Outlook?.Verdict == verdict).Select(b => b.Name));
}
