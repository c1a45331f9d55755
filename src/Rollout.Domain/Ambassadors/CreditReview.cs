using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// An ambassador's question to the lead about whom a colleague counts for, or why they do not count. The lead answers once; question and answer are both kept.
/// </summary>
public sealed class CreditReview
{
    /// <summary>The most characters of a question or an answer.</summary>
    public const int TextLength = 500;

    private CreditReview()
    {
    }

    public CreditReviewId Id { get; private init; }
    public AmbassadorId By { get; private init; }
    public PersonId Colleague { get; private init; }
    public string Words { get; private init; } = "";
    public Instant At { get; private init; }
    public string? Answer { get; private set; }
    public PersonId? AnsweredBy { get; private set; }

    /// <summary>Null while the review is open. An ambassador has at most one open review per colleague.</summary>
    public Instant? AnsweredAt { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditReviewRules"/> rule is broken.</exception>
    public static CreditReview Ask(AmbassadorId by, PersonId colleague, string words, Instant now)
    {
        CreditReviewRules.SaysWhy.Ensure(words.Trim().Length is >= 3 and <= TextLength);
        return new CreditReview { Id = CreditReviewId.New(), By = by, Colleague = colleague, Words = words.Trim(), At = now };
    }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="CreditReviewRules"/> rule is broken.</exception>
    public void AnswerWith(string answer, PersonId lead, Instant now)
    {
        CreditReviewRules.IsNotAnsweredYet.Ensure(AnsweredAt is null);
        CreditReviewRules.AnswerSaysSomething.Ensure(answer.Trim().Length is >= 3 and <= TextLength);
        (Answer, AnsweredBy, AnsweredAt) = (answer.Trim(), lead, now);
    }
}

public readonly record struct CreditReviewId(Guid Value)
{
    public static CreditReviewId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>
/// A record that a colleague confirmed on some device, kept for two weeks so that bursts can be shown to the lead. The digest differs per ambassador and day,
/// so that a device cannot be tracked.
/// </summary>
public sealed record Confirmation(PersonId Colleague, AmbassadorId Ambassador, string Device, Instant At)
{
    /// <summary>The length of a device digest, in characters.</summary>
    public const int DeviceLength = 64;

    /// <summary>This many confirmations from one device in a day, or within one minute, are shown as a burst.</summary>
    public const int Burst = 5;

    public static readonly Duration RetentionPeriod = Duration.FromDays(14);
}
