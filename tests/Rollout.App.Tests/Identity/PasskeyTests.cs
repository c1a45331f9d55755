using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity.Passkeys;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>Signing in with a passkey.</summary>
public sealed class PasskeyTests : IDisposable
{
    private const string Site = "https://rollout.debrug.example";
    private readonly StoppedClock _clock = new(A.Monday);
    private readonly SoftPasskey _phone = new(Site);

    public void Dispose() => _phone.Dispose();

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_passkey_signs_in_as_a_mailed_code_does_until_it_is_removed_or_its_owner_leaves(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await StartAsync(database);
        var owner = app.Visitor(person);
        await AddAsync(owner, _phone, "My phone");
        Assert.Contains("My phone added on 23 November 2026 · never used", (await owner.GetAsync("/my/passkeys")).Text, StringComparison.Ordinal);

        var visitor = app.Visitor();
        Assert.Equal("/my/privacy", (await SignInAsync(visitor, _phone)).Location);
        Assert.Contains(person.Email!, (await visitor.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        var list = await owner.GetAsync("/my/passkeys");
        Assert.Contains("last seen today", list.Text, StringComparison.Ordinal);

        await using var db = database.CreateDbContext();
        var key = await db.Passkeys.SingleAsync();
        Assert.Equal((1L, A.Monday), (key.SignCount, key.UsedAt));
        await owner.SubmitAsync(list, "remove", ("Gone.Key", key.Id.ToString()));
        Refused.On(await SignInAsync(app.Visitor(), _phone), PasskeyRules.Works);
        Assert.Equal([("added", person.Id.Value), ("removed", person.Id.Value)], (await db.Set<Rollout.Domain.Access.AuditEntry>().Where(e => e.Subject == "Passkey").OrderBy(e => e.Id).ToListAsync()).Select(e => (e.Change, e.Person!.Value)));

        // Its owner is told, in case it was not them, and everyone reads how many have one.
        var mails = (await db.Outbox.Where(m => m.Person == person.Id && m.About.StartsWith("passkey-")).OrderBy(m => m.Key).ToListAsync()).ConvertAll(m => JsonSerializer.Deserialize<EmailContent>(m.EmailContent)!);
        Assert.Equal(["A passkey was added", "A passkey was removed"], mails.ConvertAll(m => m.Subject));
        Assert.All(mails, m => Assert.Contains("My phone", m.Paragraphs[0], StringComparison.Ordinal));
        Assert.All(mails, m => Assert.Equal(Site + "/my/passkeys", m.Button!.Address.ToString()));

        using var laptop = new SoftPasskey(Site);
        await AddAsync(owner, laptop, "Laptop");
        Assert.Contains("1 person: its name, its public half", (await visitor.GetAsync("/participation/works-council")).Text, StringComparison.Ordinal);
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LeavePerson>().RunAsync(person.Id);
        await scope.ServiceProvider.GetRequiredService<RestorePerson>().RunAsync(person.Id);
        Refused.On(await SignInAsync(app.Visitor(), laptop), PasskeyRules.Works);
        Assert.False(await db.Passkeys.AnyAsync());
    }

    [Fact]
    public async Task What_was_answered_before_late_elsewhere_for_another_site_or_person_or_by_a_copy_signs_nobody_in()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (mirjam, joost) = (A.Person(branch), A.Person(branch));
        database.Given(A.Rollout(), branch, mirjam, joost);
        await using var app = await StartAsync(database);
        await AddAsync(app.Visitor(mirjam), _phone, "My phone");

        // Once, in the browser that was asked.
        var visitor = app.Visitor();
        var page = await visitor.GetAsync("/sign-in/passkey");
        var (cookie, answer) = (visitor.Cookies[PasskeyChallenges.Cookie], _phone.Sign(page));
        Assert.True((await visitor.SubmitAsync(page, "passkey", ("Input.Answer", answer))).IsRedirect);
        var thief = app.Visitor();
        page = await thief.GetAsync("/sign-in/passkey");
        Refused.On(await thief.SubmitAsync(page, "passkey", ("Input.Answer", answer)), PasskeyRules.Works);
        thief.Cookies[PasskeyChallenges.Cookie] = cookie;
        Refused.On(await thief.SubmitAsync(page, "passkey", ("Input.Answer", answer)), PasskeyRules.AnswersInTime);
        thief.Cookies.Remove(PasskeyChallenges.Cookie);
        Refused.On(await thief.SubmitAsync(page, "passkey", ("Input.Answer", answer)), PasskeyRules.AnswersInTime);

        // Within ten minutes.
        page = await visitor.GetAsync("/sign-in/passkey");
        _clock.Now += Duration.FromMinutes(10);
        Refused.On(await visitor.SubmitAsync(page, "passkey", ("Input.Answer", _phone.Sign(page))), PasskeyRules.AnswersInTime);
        _clock.Now -= Duration.FromMinutes(10);

        // For this site, by the key itself, for its owner.
        await RefusedAsync(PasskeyRules.Answered, _ => "none");
        await RefusedAsync(PasskeyRules.Works, _ => "{}");
        _phone.Origin = "https://rollout.debrug.example.evil.example";
        await RefusedAsync(PasskeyRules.Works, p => _phone.Sign(p));
        _phone.Origin = Site;
        await RefusedAsync(PasskeyRules.Works, p => _phone.Sign(p, PasskeyServer.HandleOf(joost.Id)));
        using var other = new SoftPasskey(Site) { Id = _phone.Id, Count = 100 };
        await RefusedAsync(PasskeyRules.Works, p => other.Sign(p, PasskeyServer.HandleOf(mirjam.Id)));
        _phone.Count = 0;
        await RefusedAsync(PasskeyRules.Works, p => _phone.Sign(p));

        // A key is one person's, and added by who has proved who they are.
        await RefusedToAddAsync(app.Visitor(joost), other, PasskeyRules.Works);
        Assert.Contains("Sign in with a code by mail or your company account first", (await app.Visitor(joost, proven: false).GetAsync("/my/passkeys")).Text, StringComparison.Ordinal);
        await Refused.ByAsync(PasskeyRules.OfVerified, () => new AddPasskey(database, SignedIn.As(database, joost, proven: false), app.Services.GetRequiredService<PasskeyServer>(), null!, null!, _clock).RunAsync([], "", "Mine"));

        async Task RefusedAsync(Rollout.Domain.SharedKernel.Rule rule, Func<Page, string> said)
        {
            var asked = await thief.GetAsync("/sign-in/passkey");
            Refused.On(await thief.SubmitAsync(asked, "passkey", ("Input.Answer", said(asked))), rule);
        }
    }

    [Fact]
    public async Task Someone_has_ten_passkeys_at_most_and_each_has_a_name()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var person = SigningIn.GivenSomeone(database);
        await using var app = await StartAsync(database);
        var owner = app.Visitor(person);
        database.Given([.. Enumerable.Range(0, 9).Select(i => Rollout.Domain.Access.Passkey.Add(person.Id, $"Key {i}", $"key{i}", [], 0, A.Monday))]);
        var page = await owner.GetAsync("/my/passkeys");
        Assert.Contains("Give it a name", (await owner.SubmitAsync(page, "add", ("Name", ""), ("Input.Answer", _phone.Make(page)))).Text, StringComparison.Ordinal);
        await AddAsync(owner, _phone, "Tenth");
        using var more = new SoftPasskey(Site);
        await RefusedToAddAsync(owner, more, PasskeyRules.FewEnough, 10);
    }

    private static async Task AddAsync(Visitor owner, SoftPasskey key, string name)
    {
        var page = await owner.GetAsync("/my/passkeys");
        Assert.Equal("/my/passkeys", (await owner.SubmitAsync(page, "add", ("Name", name), ("Input.Answer", key.Make(page)))).Location);
    }

    private static async Task RefusedToAddAsync(Visitor visitor, SoftPasskey key, Rollout.Domain.SharedKernel.Rule rule, params object[] words)
    {
        var page = await visitor.GetAsync("/my/passkeys");
        Refused.On(await visitor.SubmitAsync(page, "add", ("Name", "Mine"), ("Input.Answer", key.Make(page))), rule, words);
    }

    private static async Task<Page> SignInAsync(Visitor visitor, SoftPasskey key)
    {
        var page = await visitor.GetAsync("/sign-in/passkey?to=/my/privacy");
        return await visitor.SubmitAsync(page, "passkey", ("Input.Answer", key.Sign(page)));
    }

    private Task<RunningApp> StartAsync(TestDatabase database) => RunningApp.StartAsync(database, _clock, new Dictionary<string, string?> { ["BaseAddress"] = Site });
}
