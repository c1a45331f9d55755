using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>A client that is told of every seat that was taken, and what must have arrived there.</summary>
internal static class WebhookLedger
{
    private const string SeatTaken = "registration.created";

    /// <summary>Registers the webhook. The application keeps its secret with the keys of the installation.</summary>
    public static void Register(TestDatabase database, RunningApp app, Person madeBy, Uri receiver)
    {
        var (now, secret) = (RolloutProgram.Now, "whsec_" + Convert.ToBase64String(new byte[32]));
        var client = ApiClient.Make("chaos", "chaos", ApiScopes.RegistrationsRead, days: 1, madeBy.Id, now);
        database.Given(client, Webhook.Make(client.Id, receiver.AbsoluteUri, app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("webhooks").Protect(secret), WebhookKinds.Registered, madeBy.Id, now));
    }

    /// <summary>What waits is due at once, as if the time had passed.</summary>
    /// <returns>How many wait.</returns>
    public static async Task<int> HurryAsync(RolloutDb db, Instant now)
    {
        var waiting = db.Set<WebhookDelivery>().Where(d => d.State == WebhookState.Queued);
        await waiting.Where(d => d.DueAt > now && d.Attempts > 0).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAt, now));
        return await waiting.CountAsync();
    }

    /// <param name="seats">How many seats each took, surely and perhaps.</param>
    public static async Task CompareAsync(RolloutDb db, HttpMoods receiver, IReadOnlyDictionary<PersonId, (int Sure, int Maybe)> seats, List<string> found, TextWriter output)
    {
        var messages = await db.Set<WebhookDelivery>().AsNoTracking().ToListAsync();
        if (!await db.Set<Webhook>().AnyAsync())
        {
            return;
        }

        var arrived = messages.ToDictionary(m => m.Id, m => receiver.Taken.GetValueOrDefault(m.Id.Value.ToString("N")));
        found.AddRange(messages.Where(m => m.State == WebhookState.Delivered && arrived[m.Id] == 0).Select(m => $"the webhook {m.Id} is delivered, and never arrived"));
        found.AddRange(messages.Where(m => m.State != WebhookState.Delivered).Select(m => $"the webhook {m.Id} is {m.State} after {m.Attempts} attempts: {m.Trouble}"));
        var told = messages.Where(m => m.Type == SeatTaken).CountBy(m => new PersonId(JsonDocument.Parse(m.Data).RootElement.GetProperty("person").GetGuid())).ToDictionary();
        found.AddRange(seats.Where(s => told.GetValueOrDefault(s.Key) is var n && (n < s.Value.Sure || n > s.Value.Sure + s.Value.Maybe)).Select(s =>
            $"{s.Key} took {s.Value.Sure} to {s.Value.Sure + s.Value.Maybe} seats, and {told.GetValueOrDefault(s.Key)} webhooks tell of one"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"webhooks: {messages.Count} written, {messages.Count(m => m.State == WebhookState.Delivered)} delivered, {messages.Sum(m => m.Attempts)} attempts; {arrived.Values.Count(n => n > 0)} arrived, {arrived.Values.Count(n => n > 1)} of them again under the same id"));
    }
}
