using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>Keeps dry-runs out of lists and figures, including future ones.</summary>
public sealed partial class DryRunsTests
{
    /// <summary>Queries for infosessions or places that do not mention dry-runs, and why they may not.</summary>
    private static readonly Dictionary<string, string> Indifferent = new()
    {
        ["AnswerWarmUp.cs"] = "whoever has a place and was asked",
        ["AskForFeedback.cs"] = "who was at a dry-run is asked too",
        ["CancelInfosession.cs"] = "one infosession",
        ["ValidateMove.cs"] = "one infosession",
        ["PreviewBulkChange.cs"] = "those that were chosen",
        ["DeclinedInvitations.cs"] = "whoever declines in their calendar gives up their place, in a dry-run too",
        ["FeedbackOpenSource.cs"] = "who was at a dry-run is asked too",
        ["FindDoor.cs"] = "one infosession",
        ["FindFeedback.cs"] = "one infosession, by its code",
        ["FindFeedbackResults.cs"] = "one infosession",
        ["FindInfosessionToEdit.cs"] = "one infosession",
        ["GiveFeedback.cs"] = "one infosession",
        ["GiveFinding.cs"] = "one dry-run",
        ["HoldSeat.cs"] = "one infosession",
        ["InviteKeyUsers.cs"] = "one dry-run",
        ["RecordAttendance.cs"] = "one infosession; who walks into a dry-run was let in by who runs it",
        ["PrioritizeWaiting.cs"] = "one infosession",
        ["ListSelectedInfosessions.cs"] = "those that were chosen",
        ["ListFindings.cs"] = "what was found in dry-runs",
        ["ListMyData.cs"] = "all that is known about someone",
        ["ListMyInfosessions.cs"] = "whoever has a place sees it",
        ["ListRegistered.cs"] = "one infosession",
        ["FindNudgedSignUps.cs"] = "one infosession",
        ["ListSeriesChoices.cs"] = "the places that were used before, by dry-runs too",
        ["ListWaiting.cs"] = "one infosession",
        ["MyCalendar.cs"] = "whoever has a place, or gives it, has it in their calendar",
        ["PlanHourReminders.cs"] = "whoever has a place is reminded",
        ["PlanInfosessionReminders.cs"] = "whoever has a place is reminded",
        ["PlanningSession.cs"] = "a dry-run takes a facilitator and a room like any other",
        ["PublishInfosessions.cs"] = "those that were chosen",
        ["ReplanInfosession.cs"] = "one infosession",
        ["PlacesOfLeavers.cs"] = "whoever leaves visits dry-runs no more either",
        ["SessionLooseEnds.cs"] = "whoever leaves gives and visits dry-runs no more either",
        ["SessionReferences.cs"] = "whoever is merged or removed is so in dry-runs too",
        ["SplitInfosession.cs"] = "one infosession; a dry-run stays whole",
        ["TopicActs.cs"] = "whether a topic was told, to key users too",
        ["TopicEmails.cs"] = "the dry-runs people are invited to",
        ["AffectedInfosessions.cs"] = "those that were chosen",
        ["WaitingLists.cs"] = "one infosession",
    };

    [Fact]
    public void Every_question_about_infosessions_says_what_it_does_with_dry_runs() =>
        Found.Nothing(
            from source in Sources.Under("src/Rollout.App/Modules", ".cs")
            where Asks().IsMatch(source.Text) && !Says().IsMatch(source.Text) && !Indifferent.ContainsKey(source.Name)
            select $"{source.Path}: leave dry-runs out with WithoutDryRuns(), show them to key users only with VisibleTo(), or say here why it does not matter");

    [Fact]
    public void Nothing_stands_on_the_list_that_is_gone_or_says_it() =>
        Found.Nothing(Indifferent.Keys.Except(
            from source in Sources.Under("src/Rollout.App/Modules", ".cs")
            where Asks().IsMatch(source.Text) && !Says().IsMatch(source.Text)
            select source.Name));

    [GeneratedRegex(@"\bdb\.(?:Infosessions|Registrations)\b(?! =>)")]
    private static partial Regex Asks();

    [GeneratedRegex(@"\b(?:WithoutDryRuns|VisibleTo|SeenBy)\(|\bIsDryRun\b")]
    private static partial Regex Says();
}
