using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Shared.Outbox;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>People whose platform account is closed are not asked to complete a profile there.</summary>
public sealed class ClosedAccountTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_is_suspended_or_deleted_gets_no_nudge_about_their_profile_and_who_is_active_or_in_no_report_does(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (active, suspended, deleted, unknown) = (Invited(nudges, "An Actief"), Invited(nudges, "Suus Pauze"), Invited(nudges, "Dirk Weg"), Invited(nudges, "Ona Bekend"));
        await ReportAsync(nudges, "2026-11-20", (active, "active"), (suspended, "Suspended"), (deleted, "deleted"));

        await nudges.PlanAsync();

        Assert.Equal(
            new[] { active.Id, unknown.Id }.Order(Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            nudges.Messages().Where(m => m.About == ProfileOpenRule.Rule).Select(m => m.Person!.Value).Order(Comparer<PersonId>.Create((a, b) => a.Value.CompareTo(b.Value))));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_account_closed_meanwhile_stops_a_nudge_that_waits_and_the_newest_report_decides(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (closed, reopened) = (Invited(nudges, "Dirk Weg"), Invited(nudges, "Rita Terug"));
        await ReportAsync(nudges, "2026-11-20", (reopened, "active"));
        await nudges.PlanAsync();
        await ReportAsync(nudges, "2026-11-22", (closed, "deleted"));
        await ReportAsync(nudges, "2026-11-13", (reopened, "suspended")); // an older report, loaded later

        await nudges.DispatchAsync();

        var states = nudges.Messages().ToDictionary(m => m.Person!.Value, m => (m.State, m.FailureReason));
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.Done), states[closed.Id]);
        Assert.Equal(OutboxState.Sent, states[reopened.Id].State);
    }

    private static Person Invited(TheNudges nudges, string name)
    {
        var person = nudges.APerson(name);
        var sanne = nudges.APerson("Sanne de Bruijn");
        var ambassador = Ambassador.Appoint(sanne.Id, 1, new LocalDate(2026, 11, 20), new LocalDate(2027, 1, 28), $"SANNE-{sanne.Id.Value:N}"[..20], A.Today, nudges.Clock.Now - Duration.FromDays(5));
        nudges.Given(ambassador, Invitation.ByMail(ambassador.Id, person.Id, nudges.Clock.Now - Duration.FromDays(6)));
        return person;
    }

    private static async Task ReportAsync(TheNudges nudges, string day, params (Person Person, string State)[] accounts)
    {
        var rows = accounts.Select(a => $"{day},{a.Person.Email},{a.State},,{day}");
        await using var file = Files.Of("Report Refresh Date,User Principal Name,User State,State Change Date,Last Activity Date\n" + string.Join('\n', rows));
        Assert.Equal(0, (await new ImportActivity(nudges, nudges.Clock).RunAsync(file, preview: false)).Rejected);
    }
}
