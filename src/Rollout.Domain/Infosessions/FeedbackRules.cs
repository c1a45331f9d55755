using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>Rules about feedback.</summary>
public static class FeedbackRules
{
    public static readonly Rule ScoreUseful = new("feedback.score-useful");
    public static readonly Rule ScoreClear = new("feedback.score-clear");
    public static readonly Rule TextFits = new("feedback.text-fits");
    public static readonly Rule FromTheStart = new("feedback.from-the-start");
    public static readonly Rule UntilItCloses = new("feedback.until-it-closes");
    public static readonly Rule OnlyWhoCame = new("feedback.only-who-came");
    public static readonly Rule OnceEach = new("feedback.once-each");
    public static readonly Rule NeedsATicket = new("feedback.needs-a-ticket");
}
