using System.Security.Cryptography;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>How often a score was given to a question of one infosession. There is no row per answer, so answers cannot be traced.</summary>
public sealed class FeedbackScore
{
    private FeedbackScore()
    {
    }

    public FeedbackScore(InfosessionId infosession, FeedbackQuestion question, int score) => (Infosession, Question, Score) = (infosession, question, score);

    public InfosessionId Infosession { get; private init; }
    public FeedbackQuestion Question { get; private init; }
    public int Score { get; private init; }
    public int Answers { get; private set; }

    public void CountOne() => Answers++;
}

/// <summary>The text of an answer, with neither person nor time. Its id is random, so that it does not reveal when it was written.</summary>
public sealed class FeedbackText
{
    private FeedbackText()
    {
    }

    public FeedbackText(InfosessionId infosession, string text) => (Id, Infosession, Text) = (FeedbackTextId.ByChance(), infosession, text.Trim());

    public FeedbackTextId Id { get; private init; }
    public InfosessionId Infosession { get; private init; }
    public string Text { get; private init; } = "";
}

/// <summary>Records that an attendee was asked for feedback and whether they answered, but not what.</summary>
public sealed class FeedbackAsk
{
    private FeedbackAsk()
    {
    }

    public InfosessionId Infosession { get; private init; }
    public PersonId Person { get; private init; }
    public bool HasAnswered { get; private set; }

    public static FeedbackAsk Of(InfosessionId infosession, PersonId person) => new() { Infosession = infosession, Person = person };

    public void MarkAnswered() => HasAnswered = true;
}

public readonly record struct FeedbackTextId(Guid Value)
{
    /// <summary>Unlike other ids, this one must not sort by creation time.</summary>
    public static FeedbackTextId ByChance() => new(new Guid(RandomNumberGenerator.GetBytes(16)));

    public override string ToString() => Value.ToString();
}
