using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

/// <summary>Whatever refers to a person has an answer to the question what becomes of it when they leave.</summary>
public sealed class EveryReferenceToAPersonTests
{
    /// <summary>What becomes of a reference when the person leaves or works in another branch.</summary>
    private enum Answer
    {
        /// <summary>It tells what happened, and stays.</summary>
        History,

        /// <summary>It is about the person themselves and stays with them; they get nothing from it once they left.</summary>
        Theirs,

        /// <summary>It is let go in the transaction in which they leave: see <c>ILooseEnds.LetGoAsync</c>.</summary>
        LetGo,

        /// <summary>It needs someone else, and is shown to the lead until someone else has it: see <c>ILooseEnds.FindAsync</c>.</summary>
        LooseEnd,
    }

    private static readonly Dictionary<string, Answer> Answers = new()
    {
        ["AccessCard.Person"] = Answer.LetGo,
        ["AccessCard.PrintedBy"] = Answer.History,
        ["Activity.Person"] = Answer.Theirs,
        ["ActiveWeek.Person"] = Answer.Theirs,
        ["Ambassador.Person"] = Answer.LooseEnd,
        ["AmbassadorQuestion.AskedBy"] = Answer.History,
        ["ApiClient.MadeBy"] = Answer.History,
        ["Webhook.MadeBy"] = Answer.History,
        ["Branch.Director"] = Answer.LooseEnd,
        ["BriefReader.Person"] = Answer.Theirs, // the brief goes to people who work here
        ["CalendarFeed.Person"] = Answer.Theirs,
        ["Candidate.By"] = Answer.History,
        ["Candidate.Person"] = Answer.LetGo,
        ["Claim.Colleague"] = Answer.History,
        ["CompanyAccount.Person"] = Answer.Theirs, // who left is not signed in by it
        ["Confirmation.Colleague"] = Answer.History,
        ["Consent.Person"] = Answer.Theirs, // nothing is shown of or sent to someone who left
        ["Credit.Colleague"] = Answer.History,
        ["CreditMove.By"] = Answer.History,
        ["CreditReview.AnsweredBy"] = Answer.History,
        ["CreditReview.Colleague"] = Answer.History,
        ["DateRequest.Person"] = Answer.Theirs, // no longer counted once they left
        ["Deputy.NamedBy"] = Answer.History,
        ["Deputy.Person"] = Answer.LooseEnd,
        ["FeedbackAsk.Person"] = Answer.Theirs,
        ["Finding.Person"] = Answer.History,
        ["Finding.SettledBy"] = Answer.History,
        ["Finding.WaivedBy"] = Answer.History,
        ["ImportRun.Lead"] = Answer.History,
        ["Infosession.Facilitator"] = Answer.LooseEnd,
        ["InfosessionAnnouncement.By"] = Answer.History,
        ["Invitation.Colleague"] = Answer.History,
        ["Kiosk.OpenedBy"] = Answer.History,
        ["KeyUser.Person"] = Answer.LetGo,
        ["Launch.LeftOutBy"] = Answer.History,
        ["NudgeAnswer.Person"] = Answer.Theirs,
        ["NudgeAnswer.ReadBy"] = Answer.History,
        ["NudgeBranchPause.By"] = Answer.History,
        ["NudgeOptOut.Person"] = Answer.Theirs,
        ["NudgeRuleEvent.By"] = Answer.History,
        ["NudgeRuleVersion.By"] = Answer.History,
        ["NudgeRun.Person"] = Answer.Theirs, // nothing is planned or sent for someone who left
        ["OutboxMessage.Person"] = Answer.History, // what still waits is suppressed when it is due: it goes to people who work here
        ["Passkey.Person"] = Answer.LetGo,
        ["PersonBefore.Person"] = Answer.History,
        ["PlatformAccount.Person"] = Answer.Theirs,
        ["ProfileDefinition.By"] = Answer.History,
        ["ProfileEvidence.Colleague"] = Answer.History,
        ["QueuePriorityOverride.By"] = Answer.History,
        ["QueuePriorityOverride.Person"] = Answer.History,
        ["ReadinessCheck.DoneBy"] = Answer.History,
        ["ReadinessCheck.FellBackBy"] = Answer.History,
        ["ReadinessCheck.Owner"] = Answer.LooseEnd,
        ["Registration.Person"] = Answer.LetGo,
        ["RollCall.By"] = Answer.History,
        ["Season.ClosedBy"] = Answer.History,
        ["ScimAccount.Person"] = Answer.Theirs, // tells of them as having left
        ["ScimToken.MadeBy"] = Answer.History,
        ["SignInCode.Person"] = Answer.Theirs,
        ["SignInSession.Person"] = Answer.Theirs, // ended when they leave
        ["SignOff.By"] = Answer.History,
        ["SignOff.ConditionOwner"] = Answer.History, // the check that the condition became is the loose end
        ["Spotlight.AskedBy"] = Answer.History,
        ["Spotlight.Person"] = Answer.Theirs,
        ["Wave.HeldBy"] = Answer.History,
        ["Wave.PlannedBy"] = Answer.History,
        ["Wave.StartedBy"] = Answer.History,
        ["WaveEvent.By"] = Answer.History,
        ["WeekStep.By"] = Answer.History,
    };

    /// <summary>The references that a test in <see cref="WhenSomeoneLeavesTests"/> or <see cref="Identity.AccessCardTests"/> or <see cref="Identity.PasskeyTests"/> lets go or finds as a loose end.</summary>
    private static readonly string[] Tried =
    [
        "AccessCard.Person", "Ambassador.Person", "Branch.Director", "Candidate.Person", "Deputy.Person", "Infosession.Facilitator", "KeyUser.Person", "Passkey.Person", "ReadinessCheck.Owner", "Registration.Person",
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public void Every_reference_to_a_person_in_the_database_says_what_becomes_of_it_when_they_leave(Database kind)
    {
        using var database = TestDatabase.On(kind);
        using var db = database.CreateDbContext();
        var references =
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            where property.ClrType == typeof(PersonId) || property.ClrType == typeof(PersonId?)
            where entity.ClrType != typeof(Person) && entity.GetTableName() is not null
            select $"{entity.ClrType.Name}.{property.Name}";

        Assert.Equal(Answers.Keys.Order(StringComparer.Ordinal), references.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_reference_says_what_becomes_of_it_when_two_people_are_merged_or_one_is_removed()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout());
        await using var app = await RunningApp.StartAsync(database, new StoppedClock(A.Monday));
        var known = app.Services.GetServices<IPersonReferences>().SelectMany(m => m.All).ToList();

        Assert.Equal(Answers.Keys.Order(StringComparer.Ordinal), known.Select(r => r.Column).Order(StringComparer.Ordinal));
        Assert.Equal(["CalendarFeed.Person", "SignOff.By", "SignOff.ConditionOwner"], known.Where(r => r.OnMerge == OnMerge.Stays).Select(r => r.Column).Order(StringComparer.Ordinal));

        // Every column can be counted, moved and deleted, in both databases' SQL.
        await using var db = database.CreateDbContext();
        foreach (var reference in known)
        {
            Assert.Equal((0, 0, 0), (await reference.CountAsync(db, PersonId.New(), default), await reference.MoveAsync(db, PersonId.New(), PersonId.New(), default), await reference.DeleteAsync(db, PersonId.New(), default)));
        }
    }

    [Fact]
    public void Whatever_needs_someone_else_or_is_let_go_has_been_tried() =>
        Assert.Equal(Tried, Answers.Where(a => a.Value is Answer.LooseEnd or Answer.LetGo).Select(a => a.Key).Order(StringComparer.Ordinal));
}
