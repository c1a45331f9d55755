using NodaTime;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>What someone types at a kiosk: the code on their card, or number and family name.</summary>
public sealed record SaidAtKiosk(string? Card, string? Number, string? FamilyName);

/// <summary>The outcome of a sign-up, without the person: everyone nearby can read the screen.</summary>
public enum KioskOutcome
{
    Registered,
    Waiting,

    /// <summary>They had a place already.</summary>
    HadPlace,

    /// <summary>They were in line already.</summary>
    WasInLine,
}

/// <summary>Signs someone up at a kiosk. Nobody is signed in, before or after.</summary>
public sealed class SignUpAtKiosk(FindKiosk findKiosk, SignInWithCard card, FindByFacts facts, FindTicket findTicket, SignUp signUp, IClock clock)
{
    /// <param name="secret">What the device's cookie holds.</param>
    /// <param name="waits">Whether they read that they would wait.</param>
    /// <param name="from">The network of the device.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">Who they are is not known, or an <see cref="InfosessionRules"/> or <see cref="KioskRules"/> rule is broken.</exception>
    public async Task<KioskOutcome> RunAsync(string? secret, InfosessionId id, SaidAtKiosk said, bool waits, string from, CancellationToken ct = default)
    {
        KioskRules.IsOpen.Ensure(await findKiosk.RunAsync(secret, ct) is not null);
        var person = await FindAsync(said, from, ct);
        var ticket = await findTicket.RunAsync(id, person, ct);
        if (ticket is { HasPlace: true } or { IsInLine: true })
        {
            return ticket.HasPlace ? KioskOutcome.HadPlace : KioskOutcome.WasInLine;
        }

        var now = clock.GetCurrentInstant();
        var refusal = ticket?.Obstacle(now);
        refusal?.Rule.Ensure(false, refusal.Words);
        KioskRules.NothingToDecide.Ensure(ticket?.CanSignUpAtOnce(waits, now) == true);
        return await signUp.RunAsync(id, person, ct: ct) == RegistrationState.Registered ? KioskOutcome.Registered : KioskOutcome.Waiting;
    }

    private async Task<PersonId> FindAsync(SaidAtKiosk said, string from, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(said.Card))
        {
            return (await card.RunAsync(said.Card, from, ct)).Person;
        }

        var found = await facts.RunAsync(said.Number ?? "", said.FamilyName ?? "", from, onlyWithoutEmail: true, ct);
        SignInRules.NumberAndNameBelongTogether.Ensure(found is not null);
        return found!.Id;
    }
}
