using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.Notifications.Mail;
using Rollout.Testing;
using static Rollout.App.Tests.Modules.Infosessions.Registrations.AnyonesSignUp;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Signing up with a code by mail, or a number and a name, without telling a stranger who works here.</summary>
public sealed class SignUpByCodeTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task From_the_list_someone_with_an_address_types_the_mailed_code_and_has_a_place(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();

        Assert.Contains($"href=\"{Path(bed)}/sign-up\"", (await visitor.GetAsync("/infosessions")).Html, StringComparison.Ordinal);
        var page = await AskAsync(bed, visitor, person.Email!.ToUpperInvariant());
        Assert.Contains("What is the code in your mail?", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Stored().Taken);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "code", ("Code.Digits", CodeOf(bed, person))));

        Assert.Equal((HttpStatusCode.OK, "You have a place"), (page.Status, page.Heading));
        Assert.StartsWith($"{Path(bed)}/ticket?key=", page.Path, StringComparison.Ordinal);
        Assert.Equal((1, 1), (bed.Registered(), bed.Stored().Taken));
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys); // signing up is not signing in
        Assert.Equal("Sign in", (await visitor.FollowAsync(await visitor.GetAsync("/my/privacy"))).Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_learns_who_works_here_and_nothing_that_was_typed_is_lost(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();
        var open = await visitor.GetAsync(Path(bed) + "/sign-up");

        var (known, unknown) = (await AskAsync(bed, visitor, person.Email!), await AskAsync(bed, bed.App.Visitor(), "nobody@voorbeeld.be"));
        Assert.Equal(known.Text.Replace(person.Email!, "-", StringComparison.Ordinal), unknown.Text.Replace("nobody@voorbeeld.be", "-", StringComparison.Ordinal));
        Assert.Single(bed.Mails());
        Assert.Contains($"has the address {person.Email},", (await AskAsync(bed, bed.App.Visitor(), $"Lotte Brouwer <{person.Email}>")).Text, StringComparison.Ordinal);
        Assert.Equal(2, bed.Mails(person).Count);

        foreach (var unsendable in (string[])["lotte@firm", "Zoë <x@y>", "lotte@firm.example, piet@firm.example"])
        {
            var page = await AskAsync(bed, visitor, unsendable);
            Assert.Contains("This is not an e-mail address", page.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{unsendable}\"", WebUtility.HtmlDecode(page.Html), StringComparison.Ordinal);
        }

        foreach (var number in (string[])[person.PersonnelNumber!, "0000"])
        {
            var page = await visitor.SubmitAsync(open, "who", ("Who.Key", number), ("Who.FamilyName", person.FamilyName));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains("nobody without e-mail with this number", page.Text, StringComparison.Ordinal);
            Assert.Contains($"value=\"{number}\"", page.Html, StringComparison.Ordinal);
            Assert.Contains($"value=\"{person.FamilyName}\"", page.Html, StringComparison.Ordinal);
        }

        Assert.Contains("Type your family name too", (await visitor.SubmitAsync(open, "who", ("Who.Key", "0000"))).Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Registered());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wrong_code_an_old_one_and_one_for_another_infosession_are_refused_and_a_new_one_is_a_button_away(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = bed.Another();
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();
        var asked = await AskAsync(bed, visitor, person.Email!);
        var code = CodeOf(bed, person);

        var page = await visitor.SubmitAsync(asked, "code", ("Code.Digits", code == "123456" ? "654321" : "123456"));
        Assert.Contains("That is not the code", page.Text, StringComparison.Ordinal);
        Assert.Contains(person.Email!, page.Text, StringComparison.Ordinal);
        var elsewhere = asked with { Html = asked.Html.Replace(Path(bed), Path(bed, other), StringComparison.Ordinal) };
        Assert.Contains("Ask for a new one", (await visitor.SubmitAsync(elsewhere, "code", ("Code.Digits", code))).Text, StringComparison.Ordinal);

        // The newest mail belongs to another tab. It is taken there, and here one reads so.
        bed.Clock.Advance(Duration.FromSeconds(1));
        await AskAsync(bed, visitor, person.Email!);
        page = await visitor.SubmitAsync(asked, "code", ("Code.Digits", CodeOf(bed, person)));
        Refused.On(page, SignInRules.CodeIsOfThisWindow);
        bed.Clock.Advance(Duration.FromMinutes(10));
        page = await visitor.SubmitAsync(page, "code", ("Code.Digits", code));
        Assert.Contains("Ask for a new one", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Registered() + bed.Registered(other));

        page = await visitor.SubmitAsync(page, "who");
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "code", ("Code.Digits", CodeOf(bed, person))));
        Assert.Equal("You have a place", page.Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Guessing_codes_and_numbers_ends(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var fitter = A.Person(bed.Gent, "Rachid Berg", email: null, number: "E0106");
        bed.Database.Given(fitter);
        var visitor = bed.App.Visitor();
        var asked = await AskAsync(bed, visitor, person.Email!);
        var code = CodeOf(bed, person);
        for (var i = 0; i < 5; i++)
        {
            await visitor.SubmitAsync(asked, "code", ("Code.Digits", code == "123456" ? "654321" : "123456"));
            await visitor.SubmitAsync(await visitor.GetAsync(Path(bed) + "/sign-up"), "who", ("Who.Key", "E0106"), ("Who.FamilyName", $"Guess{i}"));
        }

        Assert.Contains("Ask for a new one", (await visitor.SubmitAsync(asked, "code", ("Code.Digits", code))).Text, StringComparison.Ordinal);
        var page = await visitor.SubmitAsync(await visitor.GetAsync(Path(bed) + "/sign-up"), "who", ("Who.Key", "E0106"), ("Who.FamilyName", "Berg"));
        Assert.Contains("too many tries", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Registered());
    }

    [Fact]
    public async Task The_button_in_the_mail_signs_up_where_the_page_is_gone_and_opening_it_changes_nothing()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var person = bed.Colleagues(1)[0];
        await AskAsync(bed, bed.App.Visitor(), person.Email!);
        var button = JsonSerializer.Deserialize<EmailContent>(bed.Mails(person).Single().EmailContent)!.Button!.Address;
        var phone = bed.App.Visitor();

        var page = await phone.GetAsync(button.PathAndQuery);
        Assert.Equal(0, bed.Registered());
        page = await phone.FollowAsync(await phone.SubmitAsync(page, $"{Path(bed)}/registration"));

        Assert.Equal("You have a place", page.Heading);
    }
}
