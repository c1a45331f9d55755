using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Modules.Nudges.TextMessages;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The nudge planner on a database of its own, with the product's rules or a test's.</summary>
internal sealed class TheNudges : IDisposable, IDbContextFactory<RolloutDb>
{
    private readonly TestDatabase _database;
    private readonly IDbContextFactory<RolloutDb> _work;
    private readonly RunMessages _messages;
    private readonly HandRunsOver _handOver;

    public TheNudges(Database kind, int budget = 1, IReadOnlyList<INudgeSource>? rules = null, Func<INudgeChannel, INudgeChannel>? channels = null, Func<TestDatabase, IDbContextFactory<RolloutDb>>? through = null)
    {
        _database = TestDatabase.On(kind);
        _work = through?.Invoke(_database) ?? _database;
        var rollout = A.Rollout();
        rollout.BudgetContact(budget);
        Lead = A.Lead(Branch);
        _database.Given(rollout, Branch, Lead);
        var current = new RolloutSettingsCache(_database, ACache.New());
        var site = new SiteUrl(new Uri("https://debrug.example"));
        Links = new LinkTokens(new EphemeralDataProtectionProvider(), _database, Clock);
        Rules = rules ?? [new NoInfosessionSource(current, new NoInfosessionEmail(site, Links)), new ProfileOpenSource(current, site, Links), new BehindPaceSource(current, site), new InfosessionsToldSource(current, new NoInfosessionEmail(site, Links))];
        var mail = new MailChannel(new NudgeEmails(site, Links));
        var channel = channels?.Invoke(mail) ?? mail;
        var all = new NudgeChannels([channel, .. new[] { MessageChannel.StartPage, MessageChannel.Ambassador, MessageChannel.Note }.Select(c => new WaitingChannel(c, new NudgeEmails(site, Links))), new TextMessageChannel(new NudgeEmails(site, Links), site)]);
        Queue = new QueueNudges(_work, all, Clock);
        _messages = new RunMessages(all, new NudgeRuleText(site, Links));
        _handOver = new HandRunsOver(site);
        Shipped = new ShippedRules(_work, Rules, Clock);
        Store = new OutboxStore(_work, [new ReachableGuard(), new TextMessageGuard(Options.Create(new TextMessageSettings())), new NudgeGuard(Rules)], Clock);
        Waiting = new WaitingMessages(_work, [new ReachableGuard(), new NudgeGuard(Rules)], Clock);
    }

    public StoppedClock Clock { get; } = new(A.Monday);

    public Branch Branch { get; } = A.Branch();

    public Person Lead { get; }

    public LinkTokens Links { get; }

    public IReadOnlyList<INudgeSource> Rules { get; }

    public ShippedRules Shipped { get; }

    public QueueNudges Queue { get; }

    public OutboxStore Store { get; }

    public WaitingMessages Waiting { get; }

    public IReadOnlyList<string> Files => Directory.Exists(Mails) ? [.. Directory.GetFiles(Mails).Order()] : [];

    private string Mails => Path.Combine(_database.Folder, "mails");

    public RolloutDb Db() => _database.CreateDbContext();

    public RolloutDb CreateDbContext() => _database.CreateDbContext();

    public void Given(params object[] things) => _database.Given(things);

    public Task PlanAsync() =>
        new PlanNudges(_work, Rules, Queue, Shipped, Waiting, new JudgeRuns(_work, Clock), new FollowRuns(_work, _messages, _handOver, Clock), new StartRuns(_work, _messages, Clock), Clock).RunAsync();

    /// <summary>A rule that is on, and comes before all others.</summary>
    public NudgeRule ARule(NudgeRuleContent content, string code = "a-rule", int priority = 1)
    {
        var rule = NudgeRule.Write(code, code, priority, content with { Texts = Texts(code) }, ["en"], Lead.Id, Clock.Now);
        rule.Switch(NudgeRuleState.On, Lead.Id, Clock.Now);
        Given(rule);
        return rule;
    }

    public static Dictionary<string, NudgeWording> Texts(string code) => new() { ["en"] = new NudgeWording($"About {code}", "Hello {name} of {branch}, have a look at {platform} with {ambassador}.") };

    public List<NudgeRun> Runs()
    {
        using var db = Db();
        return [.. db.NudgeRuns.OrderBy(r => r.StartedAt)];
    }

    public Task DispatchAsync(IMailTransport? postbox = null, IReadOnlyList<IMessageGateway>? gateways = null) => new DispatchOutbox(
        Store, postbox ?? new EmlFileTransport(Mails), new MailRenderer(new Sender("rollout@debrug.example"), Clock), Status, Clock, NullLogger<DispatchOutbox>.Instance, gateways: gateways).RunAsync();

    public MailTransportStatus Status => field ??= new(Clock, NullLogger<MailTransportStatus>.Instance);

    public IReadOnlyList<OutboxMessage> Messages()
    {
        using var db = Db();
        return [.. db.Outbox.OrderBy(m => m.QueuedAt)];
    }

    public void Change(Action<RolloutDb> change)
    {
        using var db = Db();
        change(db);
        db.SaveChanges();
    }

    public Person APerson(string name = "Jan van den Berg", Branch? of = null)
    {
        var person = A.Person(of ?? Branch, name);
        Given(person);
        return person;
    }

    /// <summary>An ambassador halfway through their window with nothing done.</summary>
    public (Person Person, Ambassador Ambassador) ABehindAmbassador(string name = "Sanne de Bruijn", Person? of = null)
    {
        var person = of ?? APerson(name);
        var ambassador = Ambassador.Appoint(person.Id, 10, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), $"SANNE-{person.Id.Value.ToString("N")[^14..]}", A.Today, Clock.Now - Duration.FromDays(35));
        Given(ambassador);
        return (person, ambassador);
    }

    /// <summary>A wave with this branch, so many days ahead at nine in the morning.</summary>
    public Wave AWave(int days, params Branch[] branches)
    {
        var day = Clock.Now.InZone(A.Brussels).Date.PlusDays(days);
        var wave = Wave.Plan(
            "Wave 1", day.At(new LocalTime(9, 0)), A.Brussels, [.. (branches.Length > 0 ? branches : [Branch]).Select(b => b.Id)],
            [new PlannedCheck("Posters are up", CheckWeight.Must, 3)], A.Acting(Lead, Branch), Clock.Now);
        Given(wave);
        return wave;
    }

    /// <summary>A published infosession in this branch, so many days ahead at two in the afternoon.</summary>
    public Infosession AnInfosession(int days, int seats = 14, Branch? at = null)
    {
        var topic = Topic.Add("De Brug on your phone", "", 120, seats, "en", Clock.Now);
        topic.Open([], Clock.Now);
        var session = Infosession.Plan(
            topic.Id,
            new SessionPlan
            {
                Time = new SessionTime(Clock.Now.InZone(A.Brussels).Date.PlusDays(days).At(new LocalTime(14, 0)), A.Brussels, 120),
                Branch = (at ?? Branch).Id,
                Calendar = Holidays.In("BE"),
                Place = "Canteen",
                Seats = seats,
                Facilitator = Lead.Id,
                Language = "en",
            },
            Clock.Now);
        session.Publish(topicIsOpen: true, Clock.Now);
        Given(topic, session);
        return session;
    }

    public void Dispose() => _database.Dispose();
}
