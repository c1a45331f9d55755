using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Tests.Identity;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>The language of mails: the person's own, else that of the page they acted on, else the branch's, else the rollout's first.</summary>
public sealed class MailLanguageTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_signs_up_on_a_french_page_gets_the_code_and_the_confirmation_in_french(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();
        visitor.Language = "fr-BE,fr;q=0.9";

        var page = await visitor.SubmitAsync(await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/sign-up"), "who", ("Who.Key", person.Email!));
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "code", ("Code.Digits", Mailed(bed, person)[^1].Code!)));

        Assert.Equal((HttpStatusCode.OK, "Vous avez une place"), (page.Status, page.Heading));
        Assert.Equal(["fr", "fr"], Mailed(bed, person).Select(m => m.Language));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_sign_in_code_is_in_the_language_of_the_page_and_so_are_the_mails_after_signing_in(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();
        visitor.Language = "nl";

        var page = await SigningIn.AskAsync(visitor, person.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", Mailed(bed, person)[^1].Code!));
        await bed.SignUpAsync(person);

        Assert.Equal(["nl", "nl"], Mailed(bed, person).Select(m => m.Language));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_who_never_acted_is_written_to_in_the_language_of_their_branch(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var luik = A.Branch("Luik");
        luik.SetLanguage("fr", ["en", "nl", "fr"]);
        var (person, polyglot) = (A.Person(luik, "Zoé Lefèvre"), A.Person(luik, "Piet Maes"));
        polyglot.SetLanguage("nl");
        bed.Database.Given(luik, person, polyglot);

        await bed.SignUpAsync(person);
        await bed.SignUpAsync(polyglot);

        Assert.Equal("fr", Assert.Single(Mailed(bed, person)).Language);
        Assert.Equal("nl", Assert.Single(Mailed(bed, polyglot)).Language);
    }

    [Theory]
    [InlineData("nl", "fr", "fr", "nl")]
    [InlineData(null, "fr", "nl", "fr")]
    [InlineData(null, null, "fr", "fr")]
    [InlineData(null, null, null, "en")]
    [InlineData("de", null, "fr", "fr")] // not a language of this rollout
    public async Task The_first_that_is_known_decides(string? own, string? page, string? branch, string expected)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var gent = A.Branch();
        gent.SetLanguage(branch, ["en", "nl", "fr"]);
        var person = A.Person(gent);
        if (own is not null)
        {
            person.SetLanguage(own);
        }

        database.Given(A.Rollout(), gent, person);
        await using var db = database.CreateDbContext();
        await db.People.ExecuteUpdateAsync(p => p.SetProperty(x => x.PageLanguage, page));
        var rollout = A.Rollout().WithBranchLanguages(branch is null ? new Dictionary<Domain.Branches.BranchId, string>() : new Dictionary<Domain.Branches.BranchId, string> { [gent.Id] = branch });

        Assert.Equal(expected, rollout.LanguageOf(await db.People.AsNoTracking().SingleAsync(p => p.Id == person.Id)));
    }

    private static List<EmailContent> Mailed(InfosessionTestBed bed, Person person) =>
        [.. bed.Mails(person).Select(m => JsonSerializer.Deserialize<EmailContent>(m.EmailContent)!)];
}
