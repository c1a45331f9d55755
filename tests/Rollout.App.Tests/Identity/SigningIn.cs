using System.Net;
using System.Text.Json;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The steps of signing in, and the mails involved.</summary>
internal static class SigningIn
{
    public static Person GivenSomeone(TestDatabase database, bool demo = false)
    {
        var branch = A.Branch();
        var person = demo ? A.Lead(branch) : A.Person(branch);
        database.Given(A.Rollout(demo), branch, person);
        return person;
    }

    public static async Task<Page> AskAsync(Visitor visitor, string email, string to = "/")
    {
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/sign-in?to=" + Uri.EscapeDataString(to)), "sign-in", ("Email", email));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return await visitor.FollowAsync(page);
    }

    public static EmailContent MailedTo(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        return JsonSerializer.Deserialize<EmailContent>(db.Outbox.Where(m => m.Person == person.Id).OrderByDescending(m => m.Id).First().EmailContent)!;
    }

    public static string WrongFor(string code) => code == "123456" ? "654321" : "123456";

    public static void AssertRefused(Page page, Visitor visitor, params string[] anyOf)
    {
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
        Assert.Contains(anyOf, words => page.Text.Contains(words, StringComparison.Ordinal));
    }
}
