using System.Security.Cryptography;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>How often a score was given to a question of one infosession. There is no row for an answer, so none can be traced.</summary>
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

/// <summary>What someone wrote, with neither person nor moment. Its id is drawn by chance and says nothing about when.</summary>
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

/// <summary>That someone who came is asked what they thought, and whether they have answered: not what.</summary>
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

/// <summary>A telephone or computer that answered for one infosession, as a digest that differs from infosession to infosession.</summary>
public sealed class FeedbackDevice
{
    /// <summary>How many characters a digest has.</summary>
    public const int DigestLength = 64;

    private FeedbackDevice()
    {
    }

    public FeedbackDevice(InfosessionId infosession, string digest) => (Infosession, Digest) = (infosession, digest);

    public InfosessionId Infosession { get; private init; }
    public string Digest { get; private init; } = "";
}

public readonly record struct FeedbackTextId(Guid Value)
{
    /// <summary>Every other id sorts by when it was made; this one must not.</summary>
    public static FeedbackTextId ByChance() => new(new Guid(RandomNumberGenerator.GetBytes(16)));

    public override string ToString() => Value.ToString();
}
