using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>The two questions that are answered with a score from 1 to 5; the third is answered in words. Dry-runs and other infosessions ask the same.</summary>
public enum FeedbackQuestion
{
    /// <summary>How useful is this for your own work?</summary>
    Useful,

    /// <summary>How clear was it?</summary>
    Clear,
}

/// <summary>What one person answers. It is taken apart at once: the scores are counted, the words stand alone, and nobody's name is with either.</summary>
/// <param name="Useful">1 to 5.</param>
/// <param name="Clear">1 to 5.</param>
/// <param name="Text">What they would change; may be empty.</param>
public sealed record FeedbackAnswer(int Useful, int Clear, string Text)
{
    /// <summary>The most characters the words may have.</summary>
    public const int TextLength = 1000;

    public const int Lowest = 1;
    public const int Highest = 5;

    /// <exception cref="BrokenRuleException">A <see cref="FeedbackRules"/> rule refuses.</exception>
    public void Validate()
    {
        FeedbackRules.ScoreUseful.Ensure(Useful is >= Lowest and <= Highest);
        FeedbackRules.ScoreClear.Ensure(Clear is >= Lowest and <= Highest);
        FeedbackRules.TextFits.Ensure(Text.Trim().Length <= TextLength, TextLength);
    }

    public int ScoreOf(FeedbackQuestion question) => question == FeedbackQuestion.Useful ? Useful : Clear;
}

/// <summary>When an infosession can be answered for: from its start, because the QR is on the last slide, to the end of the seventh day after it.</summary>
/// <remarks>Results are read only once it has closed, so that no answer can be told by looking before and after it came.</remarks>
public static class FeedbackTime
{
    /// <summary>How many days after the infosession it stays open.</summary>
    public const int Days = 7;

    public static Instant ClosesAt(LocalDateTime starts, DateTimeZone zone) => starts.Date.PlusDays(Days + 1).AtStartOfDayInZone(zone).ToInstant();

    /// <exception cref="BrokenRuleException">It has not begun, or has closed.</exception>
    public static void EnsureOpen(LocalDateTime starts, DateTimeZone zone, Instant startsAt, Instant now)
    {
        FeedbackRules.FromTheStart.Ensure(now >= startsAt);
        FeedbackRules.UntilItCloses.Ensure(now < ClosesAt(starts, zone));
    }
}
