using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>The two questions answered with a score from 1 to 5; the third is answered in text. Dry-runs ask the same questions.</summary>
public enum FeedbackQuestion
{
    /// <summary>How useful is this for your own work?</summary>
    Useful,

    /// <summary>How clear was it?</summary>
    Clear,
}

/// <summary>One person's answer. It is split up at once: scores are counted, the text is stored on its own, and neither refers to a person.</summary>
/// <param name="Useful">1 to 5.</param>
/// <param name="Clear">1 to 5.</param>
/// <param name="Text">What they would change; may be empty.</param>
public sealed record FeedbackAnswer(int Useful, int Clear, string Text)
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 1000;

    public const int Lowest = 1;
    public const int Highest = 5;

    /// <exception cref="BrokenRuleException">A <see cref="FeedbackRules"/> rule is broken.</exception>
    public void Validate()
    {
        FeedbackRules.ScoreUseful.Ensure(Useful is >= Lowest and <= Highest);
        FeedbackRules.ScoreClear.Ensure(Clear is >= Lowest and <= Highest);
        FeedbackRules.TextFits.Ensure(Text.Trim().Length <= TextLength, TextLength);
    }

    public int ScoreOf(FeedbackQuestion question) => question == FeedbackQuestion.Useful ? Useful : Clear;
}

/// <summary>When feedback on an infosession is open: from its start, because the QR is on the last slide, until the end of the seventh day after it.</summary>
/// <remarks>Results can be read only after it has closed, so that comparing them before and after an answer reveals nothing.</remarks>
public static class FeedbackTime
{
    /// <summary>How many days after the infosession feedback stays open.</summary>
    public const int Days = 7;

    public static Instant ClosesAt(LocalDateTime starts, DateTimeZone zone) => starts.Date.PlusDays(Days + 1).AtStartOfDayInZone(zone).ToInstant();

    /// <exception cref="BrokenRuleException">Feedback has not opened yet, or has closed.</exception>
    public static void EnsureOpen(LocalDateTime starts, DateTimeZone zone, Instant startsAt, Instant now)
    {
        FeedbackRules.FromTheStart.Ensure(now >= startsAt);
        FeedbackRules.UntilItCloses.Ensure(now < ClosesAt(starts, zone));
    }
}
