using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>A tip from the lead, for all ambassadors who read its language.</summary>
public sealed class Tip
{
    /// <summary>The most characters a tip may have.</summary>
    public const int TextLength = 300;

    private Tip()
    {
    }

    public TipId Id { get; private init; }
    public string Language { get; private init; } = "";
    public string Text { get; private init; } = "";
    public Instant At { get; private init; }

    /// <exception cref="BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public static Tip Write(string language, string text, Instant now)
    {
        TipRules.SaysSomething.Ensure(text.Trim().Length is >= 1 and <= TextLength && RolloutSettings.KnownLanguages.Contains(language));
        return new Tip { Id = TipId.New(), Language = language, Text = text.Trim(), At = now };
    }
}

/// <summary>A question from an ambassador to the lead. All ambassadors can read the answer, but not who asked.</summary>
public sealed class AmbassadorQuestion
{
    /// <summary>The most characters a question or an answer may have.</summary>
    public const int TextLength = 600;

    private AmbassadorQuestion()
    {
    }

    public AmbassadorQuestionId Id { get; private init; }
    public PersonId AskedBy { get; private init; }
    public string Question { get; private init; } = "";
    public Instant AskedAt { get; private init; }
    public string Answer { get; private set; } = "";
    public Instant? AnsweredAt { get; private set; }
    public int Version { get; private set; }

    /// <exception cref="BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public static AmbassadorQuestion Ask(PersonId by, string question, Instant now)
    {
        TipRules.AsksSomething.Ensure(question.Trim().Length is >= 3 and <= TextLength);
        return new AmbassadorQuestion { Id = AmbassadorQuestionId.New(), AskedBy = by, Question = question.Trim(), AskedAt = now };
    }

    /// <summary>The lead answers; a later answer replaces the earlier one.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TipRules"/> rule is broken.</exception>
    public void Reply(string answer, Instant now)
    {
        TipRules.AnswersSomething.Ensure(answer.Trim().Length is >= 1 and <= TextLength);
        (Answer, AnsweredAt) = (answer.Trim(), now);
    }
}

/// <summary>Rules about tips, questions and answers.</summary>
public static class TipRules
{
    public static readonly Rule SaysSomething = new("tip.says-something");
    public static readonly Rule AsksSomething = new("ambassador-question.asks-something");
    public static readonly Rule AnswersSomething = new("ambassador-question.answers-something");
}

public readonly record struct TipId(Guid Value)
{
    public static TipId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

public readonly record struct AmbassadorQuestionId(Guid Value)
{
    public static AmbassadorQuestionId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
