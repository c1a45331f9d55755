using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>A change a key user asks for after a dry-run. The lead settles it, and the key user sees the outcome.</summary>
public sealed class Finding
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 1000;

    /// <summary>The maximum length of the lead's answer.</summary>
    public const int AnswerLength = 500;

    /// <summary>How many findings one person can give after one dry-run.</summary>
    public const int MostOfOnePerson = 20;

    private Finding()
    {
    }

    public FindingId Id { get; private init; }
    public TopicId Topic { get; private init; }

    /// <summary>The dry-run it is about.</summary>
    public InfosessionId DryRun { get; private init; }

    /// <summary>The key user who gave it.</summary>
    public PersonId Person { get; private init; }

    public string Text { get; private init; } = "";
    public Instant GivenAt { get; private init; }
    public FindingState State { get; private set; }

    /// <summary>What was changed, why it was refused, or a note on accepting it.</summary>
    public string Answer { get; private set; } = "";

    public PersonId? SettledBy { get; private set; }
    public Instant? SettledAt { get; private set; }

    /// <summary>The lead who opened the topic while this was open, kept whatever happens to it later.</summary>
    public PersonId? WaivedBy { get; private set; }

    public string? WaivedBecause { get; private set; }
    public int Version { get; private set; }

    /// <param name="wasThere">Whether the person held a place and was not absent.</param>
    /// <param name="given">How many findings the person already gave after this dry-run.</param>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public static Finding Give(Infosession dryRun, PersonId person, bool wasThere, int given, string text, Instant now)
    {
        TopicRules.OnlyWhoWasThereFinds.Ensure(dryRun.IsDryRun && wasThere && now >= dryRun.StartsAt);
        TopicRules.FindingSaysWhat.Ensure(text.Trim().Length is >= 1 and <= TextLength, TextLength);
        TopicRules.NotTooManyFindings.Ensure(given < MostOfOnePerson, MostOfOnePerson);
        return new Finding { Id = FindingId.New(), Topic = dryRun.Topic, DryRun = dryRun.Id, Person = person, Text = text.Trim(), GivenAt = now };
    }

    /// <summary>Accepts the finding; the change is still to be made.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public void Accept(string note, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived);
        TopicRules.NoteFits.Ensure(note.Trim().Length <= AnswerLength, AnswerLength);
        Settle(FindingState.Accepted, note, by, now);
    }

    /// <summary>The content was changed because of it.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public void Change(string what, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived or FindingState.Accepted);
        TopicRules.ChangedSaysWhat.Ensure(what.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        Settle(FindingState.Changed, what, by, now);
    }

    /// <summary>Refuses the finding; the content stays as it is.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public void Refuse(string reason, PersonId by, Instant now)
    {
        TopicRules.FindingIsSettled.Ensure(State is FindingState.Open or FindingState.Waived or FindingState.Accepted);
        TopicRules.RefusedSaysWhy.Ensure(reason.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        Settle(FindingState.Refused, reason, by, now);
    }

    /// <summary>Opens the topic although this finding is open.</summary>
    /// <exception cref="BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public void Waive(string reason, PersonId by)
    {
        TopicRules.FindingIsSettled.Ensure(State == FindingState.Open);
        TopicRules.WaivedSaysWhy.Ensure(reason.Trim().Length is >= 1 and <= AnswerLength, AnswerLength);
        (State, WaivedBy, WaivedBecause) = (FindingState.Waived, by, reason.Trim());
    }

    private void Settle(FindingState state, string answer, PersonId by, Instant now) =>
        (State, Answer, SettledBy, SettledAt) = (state, answer.Trim(), by, now);
}

/// <summary>The outcome of a finding.</summary>
public enum FindingState
{
    Open,

    /// <summary>Accepted, and still to be done.</summary>
    Accepted,

    /// <summary>The content was changed because of it.</summary>
    Changed,

    Refused,

    /// <summary>The topic was opened while this finding was open.</summary>
    Waived,
}

public readonly record struct FindingId(Guid Value)
{
    public static FindingId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
