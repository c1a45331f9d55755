using System.Net;
using System.Net.Sockets;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>People who sign up, withdraw, take offered seats, confirm their profile and are ticked at the door, each in a browser of their own, at whichever process answers.</summary>
internal sealed class Crowd(ChaosCompany company, IReadOnlyList<Uri> addresses, Ledger ledger)
{
    /// <summary>One colleague, until the end. They do one thing after the other, so that it is known what they were told last.</summary>
    public async Task LiveAsync(Person person, Visitor browser, Random dice, CancellationToken end)
    {
        var confirmed = false;
        while (!end.IsCancellationRequested)
        {
            var (session, visitor) = (company.Sessions[dice.Next(company.Sessions.Count)], At(browser, dice));
            switch (dice.Next(10))
            {
                case 0 when !confirmed:
                    confirmed = await ConfirmAsync(person, visitor);
                    break;
                case < 5:
                    await SignUpAsync(person, visitor, session);
                    break;
                case < 9:
                    await WithdrawAsync(person, visitor, session);
                    break;
                default:
                    await TakeAsync(person, visitor, session);
                    break;
            }

            await Task.Delay(dice.Next(400), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The facilitator at the door, until the end.</summary>
    public async Task TickAsync(Visitor browser, Random dice, CancellationToken end)
    {
        var door = $"/infosessions/{company.AtTheDoor.Id.Value}/door";
        while (!end.IsCancellationRequested)
        {
            var (person, came, visitor) = (company.Visitors[dice.Next(company.Visitors.Count)], dice.Next(2) == 0, At(browser, dice));
            var answer = await AskAsync("ticks", visitor, door, page => visitor.SubmitAsync(page, door + "/tick", (came ? "came" : "gone", person.Id.Value.ToString())), page => page.Location == door);
            ledger.Ticked(person.Id, company.AtTheDoor, came, answer);
            await Task.Delay(dice.Next(400), end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SignUpAsync(Person person, Visitor visitor, Infosession session)
    {
        var path = $"/infosessions/{session.Id.Value}";
        var answer = await AskAsync("sign-ups", visitor, path + "/sign-up", page => visitor.SubmitAsync(page, path + "/registration"), page => page.Location?.StartsWith(path + "/ticket", StringComparison.Ordinal) == true);
        ledger.SignedUp(person.Id, session, company.Sessions, answer, answer == Answer.Done ? await HasSeatAsync(visitor, path) : null);
    }

    private async Task TakeAsync(Person person, Visitor visitor, Infosession session)
    {
        var path = $"/infosessions/{session.Id.Value}";
        var answer = await AskAsync("offers taken", visitor, path + "/ticket", page => visitor.SubmitAsync(page, path + "/seat"), page => page.Location == path + "/ticket");
        ledger.SignedUp(person.Id, session, company.Sessions, answer, answer == Answer.Done ? await HasSeatAsync(visitor, path) : null);
    }

    private async Task WithdrawAsync(Person person, Visitor visitor, Infosession session)
    {
        var path = $"/infosessions/{session.Id.Value}/withdraw";
        ledger.Withdrew(person.Id, session, await AskAsync("withdrawals", visitor, path, page => visitor.SubmitAsync(page, "withdraw"), page => page.IsRedirect));
    }

    private async Task<bool> ConfirmAsync(Person person, Visitor visitor)
    {
        var answer = await AskAsync(
            "confirmations", visitor, "/i/" + company.Code,
            async page =>
            {
                var question = page.Html.Contains("\"accept\"", StringComparison.Ordinal) ? await visitor.FollowAsync(await visitor.SubmitAsync(page, "accept")) : page;
                return question.Html.Contains("\"confirm\"", StringComparison.Ordinal) ? await visitor.SubmitAsync(question, "confirm") : question;
            },
            page => page.IsRedirect);
        ledger.Confirmed(person.Id, answer);
        return answer == Answer.Done;
    }

    /// <summary>Opens a page and sends its form. A page without the form refuses: there is nothing to press.</summary>
    private async Task<Answer> AskAsync(string what, Visitor visitor, string path, Func<Page, Task<Page>> send, Func<Page, bool> isDone)
    {
        Page page;
        try
        {
            page = await visitor.GetAsync(path);
        }
        catch (Exception e) when (IsLostConnection(e))
        {
            return Answer.Refused; // nothing was asked yet
        }

        if (page.Status != HttpStatusCode.OK)
        {
            return Answer.Refused;
        }

        Answer answer;
        try
        {
            var sent = await send(page);
            answer = isDone(sent) ? Answer.Done : (int)sent.Status >= 500 ? Answer.Unknown : Answer.Refused;
        }
        catch (InvalidOperationException)
        {
            return Answer.Refused; // no such form
        }
        catch (Exception e) when (IsLostConnection(e))
        {
            answer = Answer.Unknown;
        }

        ledger.Count(what, answer);
        return answer;
    }

    /// <summary>What their ticket says; null when it cannot be read.</summary>
    private static async Task<bool?> HasSeatAsync(Visitor visitor, string path)
    {
        try
        {
            var ticket = await visitor.GetAsync(path + "/ticket");
            return ticket.Status == HttpStatusCode.OK ? ticket.Heading == "You have a place" : null;
        }
        catch (Exception e) when (IsLostConnection(e))
        {
            return null;
        }
    }

    // .NET lets the bare exception of the socket out where the server goes away right after it took the connection.
    private static bool IsLostConnection(Exception e) => e is HttpRequestException or IOException or TaskCanceledException or SocketException;

    private Visitor At(Visitor browser, Random dice) => browser.At(addresses[dice.Next(addresses.Count)]);
}
