using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Features.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Jobs;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Nudges;

/// <summary>The pages about nudges, over HTTP, on the whole application.</summary>
public sealed class NudgePagesTests : IAsyncLifetime
{
    private readonly TestDatabase _database = TestDatabase.On(Database.Sqlite);
    private readonly StoppedClock _clock = new(A.Monday);
    private readonly Domain.Branches.Branch _branch = A.Branch();
    private RunningApp _app = null!;
    private Person _lead = null!;
    private Person _ambassador = null!;

    public async Task InitializeAsync()
    {
        _lead = A.Lead(_branch);
        _ambassador = A.Person(_branch, "Sanne de Bruijn");
        _database.Given(
            A.Rollout(), _branch, _lead, _ambassador,
            Ambassador.Appoint(_ambassador.Id, 10, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), "SANNE-7K2", A.Monday - Duration.FromDays(35)));

        // The jobs are left asleep: a test wakes what it needs.
        _app = await RunningApp.StartAsync(_database, _clock, replace: builder =>
        {
            foreach (var job in builder.Services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && (s.ImplementationType?.Assembly ?? s.ImplementationFactory?.Method.Module.Assembly)?.GetName().Name == "Quartz").ToList())
            {
                builder.Services.Remove(job);
            }
        });
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task The_lead_sees_each_rule_in_words_with_what_is_due_and_how_it_reads()
    {
        var page = await _app.Visitor(_lead).GetAsync("/nudges");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("One person is due a nudge now", page.Text, StringComparison.Ordinal);
        Assert.Contains("An ambassador behind their pace", page.Text, StringComparison.Ordinal);
        Assert.Contains("Whom will you bring to De Brug next?", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pausing_holds_everything_and_resuming_lets_it_go_on()
    {
        var lead = _app.Visitor(_lead);
        await lead.SubmitAsync(await lead.GetAsync("/nudges"), "/nudges/pause");
        Assert.Contains("All nudges are paused", (await lead.GetAsync("/nudges")).Text, StringComparison.Ordinal);
        await PlanAsync();
        Assert.Empty(Messages());

        await lead.SubmitAsync(await lead.GetAsync("/nudges"), "/nudges/resume");
        await PlanAsync();
        Assert.Single(Messages());
    }

    [Fact]
    public async Task The_contact_budget_is_a_number_from_0_to_5_and_what_was_typed_is_kept()
    {
        var lead = _app.Visitor(_lead);
        var refused = await lead.SubmitAsync(await lead.GetAsync("/nudges"), "budget", ("Budget", "9"));
        Assert.Contains("The contact budget is 0 to 5 nudges a week.", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"9\"", refused.Html, StringComparison.Ordinal);

        var saved = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync("/nudges"), "budget", ("Budget", "2")));
        Assert.Contains("nobody gets more than 2 nudges", saved.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_forms_token_nothing_is_paused()
    {
        var answer = await _app.Visitor(_lead).PostAsync("/nudges/pause", []);

        Assert.True((int)answer.Status >= 400);
        using var db = _database.CreateDbContext();
        Assert.Null(db.Rollouts.Single().PausedAt);
    }

    [Theory]
    [InlineData("/nudges")]
    [InlineData("/outbox")]
    public async Task Only_the_lead_sees_these_pages(string path) =>
        Assert.DoesNotContain("Sanne", (await _app.Visitor(_ambassador).FollowAsync(await _app.Visitor(_ambassador).GetAsync(path))).Text.Replace("Sanne de Bruijn Ambassador", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public async Task Opening_the_stop_link_changes_nothing_and_its_button_stops_without_signing_in()
    {
        var stop = (await ANudgeAsync()).Why!.Stop!.Address.PathAndQuery;
        var anyone = _app.Visitor();
        var page = await anyone.GetAsync(stop);
        Assert.Contains("Stop the nudges, Sanne?", page.Text, StringComparison.Ordinal);
        Assert.False(IsStopped());

        var done = await anyone.FollowAsync(await anyone.SubmitAsync(page, stop));
        Assert.Contains("The nudges have stopped, Sanne", done.Text, StringComparison.Ordinal);
        Assert.True(IsStopped());

        await anyone.SubmitAsync(done, stop + "/resume");
        Assert.False(IsStopped());
    }

    [Fact]
    public async Task A_mail_program_stops_with_one_click_without_cookies_or_redirects()
    {
        var stop = (await ANudgeAsync()).Why!.Stop!.Address.PathAndQuery;

        var first = await _app.Visitor().PostAsync(stop, [KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        var again = await _app.Visitor().PostAsync(stop, [KeyValuePair.Create("List-Unsubscribe", "One-Click")]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.True(IsStopped());
    }

    [Theory]
    [InlineData("/stop/nonsense")]
    [InlineData("/why/nonsense")]
    public async Task A_link_that_is_not_ours_says_what_to_do(string path)
    {
        var page = await _app.Visitor().GetAsync(path);

        Assert.Contains("This link does not work any more", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await _app.Visitor().PostAsync("/stop/nonsense", [KeyValuePair.Create("List-Unsubscribe", "One-Click")])).Status);
    }

    [Fact]
    public async Task A_link_to_stop_does_not_open_the_page_that_tells_why_nor_the_other_way_round()
    {
        var why = (await ANudgeAsync()).Why!;

        Assert.Contains("does not work", (await _app.Visitor().GetAsync(why.Stop!.Address.PathAndQuery.Replace("/stop/", "/why/", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
        Assert.Contains("does not work", (await _app.Visitor().GetAsync(why.More!.Address.PathAndQuery.Replace("/why/", "/stop/", StringComparison.Ordinal))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_behind_a_nudge_tells_the_rule_and_what_is_known()
    {
        var page = await _app.Visitor().GetAsync((await ANudgeAsync()).Why!.More!.Address.PathAndQuery);

        Assert.Contains("Why you got “Whom will you bring to De Brug next?”", page.Text, StringComparison.Ordinal);
        Assert.Contains("fewer credits than a steady pace", page.Text, StringComparison.Ordinal);
        Assert.Contains("Sanne de Bruijn", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_outbox_shows_every_message_and_its_fate()
    {
        await ANudgeAsync();
        await _app.Services.GetRequiredService<DispatchOutbox>().RunAsync();
        var lead = _app.Visitor(_lead);
        var message = Messages().Single();

        var all = await lead.GetAsync("/outbox");
        Assert.Contains("Whom will you bring to De Brug next?", all.Text, StringComparison.Ordinal);
        Assert.Contains("Sent", all.Text, StringComparison.Ordinal);
        Assert.Contains("One message like this", (await lead.GetAsync("/outbox?person=SANNE&kind=Nudge&about=behind-pace&day=2026-11-23&state=Sent")).Text, StringComparison.Ordinal);
        Assert.Contains("No message is like this", (await lead.GetAsync("/outbox?person=100%25")).Text, StringComparison.Ordinal);
        Assert.Contains("Whom will you bring", (await lead.GetAsync("/outbox?state=nonsense&day=yesterday&page=99")).Text, StringComparison.Ordinal);

        var one = await lead.GetAsync($"/outbox/{message.Id.Value}");
        Assert.Contains("The mail server took it over.", one.Text, StringComparison.Ordinal);
        Assert.Contains("Ask one colleague today.", one.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/stop/", one.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"/outbox/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task A_parked_message_is_sent_again_by_the_lead_and_only_a_parked_one()
    {
        await ANudgeAsync();
        var message = Messages().Single();
        Set(message, OutboxState.Failed);
        var lead = _app.Visitor(_lead);

        await lead.SubmitAsync(await lead.GetAsync($"/outbox/{message.Id.Value}"), "/outbox/resend");
        Assert.Equal(OutboxState.Queued, Messages().Single().State);

        Set(message, OutboxState.Failed);
        var page = await lead.GetAsync("/outbox");
        Assert.Contains("One message is parked", page.Text, StringComparison.Ordinal);
        Set(message, OutboxState.Unknown);
        await lead.SubmitAsync(page, "/outbox/resend");
        Assert.Equal(OutboxState.Unknown, Messages().Single().State);
    }

    private async Task<Letter> ANudgeAsync()
    {
        await PlanAsync();
        return JsonSerializer.Deserialize<Letter>(Messages().Single(m => m.About == BehindPace.Rule).Letter)!;
    }

    private Task PlanAsync() => _app.Services.GetRequiredService<IPlanNudges>().RunAsync();

    private List<OutboxMessage> Messages()
    {
        using var db = _database.CreateDbContext();
        return [.. db.Outbox];
    }

    private void Set(OutboxMessage message, OutboxState state)
    {
        using var db = _database.CreateDbContext();
        db.Entry(db.Outbox.Single(m => m.Id == message.Id)).Property(m => m.State).CurrentValue = state;
        db.SaveChanges();
    }

    private bool IsStopped()
    {
        using var db = _database.CreateDbContext();
        return db.People.Single(p => p.Id == _ambassador.Id).NudgesStoppedAt is not null;
    }
}
