using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// Something a key user would have otherwise, said after a dry-run. The lead settles it, and whoever said it sees what became of it.
/// </summary>
public sealed class Finding
{
    /// <summary>The most characters it may have.</summary>
    public const int TextLength = 1000;

    /// <summary>The most characters an answer to it may have.</summary>
    public const int AnswerLength = 500;

    /// <summary>The most one person can give after one dry-run.</summary>
    public const int MostOfOnePerson = 20;

    private Finding()
    {
    }

    public FindingId Id { get; private init; }
    public TopicId Topic { get; private init; }

    /// <summary>The dry-run it was found in.</summary>
    public InfosessionId DryRun { get; private init; }

    /// <summary>Who said it.</summary>
    public PersonId Person { get; private init; }

    public string Text { get; private init; } = "";
    public Instant GivenAt { get; private init; }
    public FindingState State { get; private set; }

    /// <summary>What was changed, why it was refused, or a word with the acceptance.</summary>
    public string Answer { get; private set; } = "";

    public PersonId? SettledBy { get; private set; }
    public Instant? SettledAt { get; private set; }

    /// <summary>Who opened the topic while this was open, and why: kept whatever becomes of it later.</summary>
    public PersonId? WaivedBy { get; private set; }

    public string? WaivedBecause { get; private set; }
    public int Version { get; private set; }

    /// <param name="dryRun">Where it was found.</param>
    /// <param name="person">Who says it.</param>
    /// <param name="wasThere">Whether they held a place and did not stay away.</param>
    /// <param name="given">How many they gave after this dry-run already.</param>
    /// <param name="text">What it is.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule refuses.</exception>
    public static Finding Give(Infosession dryRun, PersonId person, bool wasThere, int given, string text, Instant now)
    {
        TopicRules.OnlyWhoWasThereFinds.Ensure(dryRun.IsDryRun && wasThere && now >= dryRun.StartsAt);
        TopicRules.FindingSaysWhat.Ensure(text.Trim().Length is >= 1 and <= TextLength, TextLength);
        TopicRules.NotTooManyFindings.Ensure(given < MostOfOnePerson, MostOfOnePerson);
        return new Finding { Id = FindingId.New(), Topic = dryRun.Topic, DryRun = dryRun.Id, Person = person, Text = text.Trim(), GivenAt = now };
    }

    /// <summary>It is right, and will be seen to.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule refuses.</exception>
    public void Accept(string note, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived);
        TopicRules.NoteFits.Ensure(note.Trim().Length <= AnswerLength, AnswerLength);
        Settle(FindingState.Accepted, note, by, now);
    }

    /// <summary>The content is another because of it.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule refuses.</exception>
    public void Change(string what, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived or FindingState.Accepted);
        TopicRules.ChangedSaysWhat.Ensure(what.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        Settle(FindingState.Changed, what, by, now);
    }

    /// <summary>It stays as it is.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule refuses.</exception>
    public void Refuse(string reason, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived or FindingState.Accepted);
        TopicRules.RefusedSaysWhy.Ensure(reason.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        Settle(FindingState.Refused, reason, by, now);
    }

    /// <summary>The topic opens although this is open.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule refuses.</exception>
    public void Waive(string reason, PersonId by)
    {
        TopicRules.FindingIsSettled.Ensure(State == FindingState.Open);
        TopicRules.WaivedSaysWhy.Ensure(reason.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        (State, WaivedBy, WaivedBecause) = (FindingState.Waived, by, reason.Trim());
    }

    private void Settle(FindingState state, string answer, PersonId by, Instant now) =>
        (State, Answer, SettledBy, SettledAt) = (state, answer.Trim(), by, now);
}

/// <summary>What became of a finding.</summary>
public enum FindingState
{
    Open,

    /// <summary>Right, and still to be done.</summary>
    Accepted,

    /// <summary>The content is another because of it.</summary>
    Changed,

    Refused,

    /// <summary>The topic was opened while it was open.</summary>
    Waived,
}

public readonly record struct FindingId(Guid Value)
{
    public static FindingId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
