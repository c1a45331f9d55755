using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>The answer someone got.</summary>
internal enum Answer
{
    Done,
    Refused,

    /// <summary>None, or an error: it may have been done or not.</summary>
    Unknown,
}

/// <summary>Everything people were told, and what must be there because of it.</summary>
internal sealed class Ledger
{
    private static readonly RegistrationState?[] Active = [RegistrationState.Registered, RegistrationState.Waiting, RegistrationState.Offered];
    private readonly ConcurrentDictionary<(string What, Answer Answer), int> _counts = new();
    private readonly ConcurrentDictionary<(PersonId Person, InfosessionId Session), HashSet<RegistrationState?>> _places = new();
    private readonly ConcurrentDictionary<PersonId, (int Sure, int Maybe)> _seatMails = new();
    private readonly ConcurrentDictionary<PersonId, Answer> _confirmed = new();
    private readonly ConcurrentDictionary<(PersonId, InfosessionId), List<string>> _told = new();

    public IEnumerable<string> Counts => _counts.GroupBy(c => c.Key.What).OrderBy(g => g.Key).Select(g =>
        string.Create(CultureInfo.InvariantCulture, $"{g.Key}: {Of(g.Key, Answer.Done)} done, {Of(g.Key, Answer.Refused)} refused, {Of(g.Key, Answer.Unknown)} without an answer"));

    /// <summary>Someone is expected who signed up before.</summary>
    public void Expect(PersonId person, Infosession session)
    {
        var places = Places(person, session.Id);
        places.Clear();
        places.Add(RegistrationState.Registered);
    }

    public void Count(string what, Answer answer) => _counts.AddOrUpdate((what, answer), 1, (_, n) => n + 1);

    /// <summary>Someone asked for a seat, or for the one offered to them.</summary>
    /// <param name="hasSeat">Whether their ticket says so; null when it could not be read.</param>
    public void SignedUp(PersonId person, Infosession session, IEnumerable<Infosession> others, Answer answer, bool? hasSeat)
    {
        Tell(person, session, hasSeat == true ? "has a seat" : "signs up", answer);
        var mine = Places(person, session.Id);
        var (wasActive, certain) = (mine.Overlaps(Active), answer == Answer.Done);
        RegistrationState?[] now = hasSeat == true ? [RegistrationState.Registered] : [.. Active, RegistrationState.Expired];
        if (answer == Answer.Refused)
        {
            return;
        }

        if (certain)
        {
            mine.Clear();
        }

        mine.UnionWith(now);
        var sure = certain && hasSeat == true && !wasActive;
        _seatMails.AddOrUpdate(person, _ => sure ? (1, 0) : (0, 1), (_, n) => sure ? (n.Sure + 1, n.Maybe) : (n.Sure, n.Maybe + 1));

        // A topic is attended once.
        foreach (var other in others.Where(o => o.Topic == session.Topic && o.Id != session.Id).Select(o => Places(person, o.Id)).Where(p => p.Overlaps(Active)))
        {
            if (certain && hasSeat == true)
            {
                other.RemoveWhere(state => state is not null); // without an answer it may never have been made
            }

            other.UnionWith([RegistrationState.Withdrawn, RegistrationState.Expired]);
        }
    }

    public void Withdrew(PersonId person, Infosession session, Answer answer)
    {
        Tell(person, session, "withdraws", answer);
        var mine = Places(person, session.Id);
        if (answer == Answer.Done)
        {
            mine.Clear();
        }

        if (answer != Answer.Refused)
        {
            mine.Add(RegistrationState.Withdrawn);
        }
    }

    public void Ticked(PersonId person, Infosession session, bool came, Answer answer)
    {
        Tell(person, session, came ? "came" : "did not come", answer);
        var mine = Places(person, session.Id);
        if (answer == Answer.Done)
        {
            mine.Clear();
        }

        if (answer != Answer.Refused)
        {
            mine.UnionWith(came ? [RegistrationState.Attended] : [RegistrationState.Registered, RegistrationState.NoShow]);
        }
    }

    public void Confirmed(PersonId person, Answer answer) => _confirmed.AddOrUpdate(person, answer, (_, known) => known == Answer.Done || answer == Answer.Refused ? known : answer);

    /// <summary>Compares with what is in the database and in the mail server.</summary>
    /// <returns>What was lost or doubled.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(TestDatabase database, MailMoods mails, HttpMoods http, TextWriter output)
    {
        await using var db = database.CreateDbContext();
        var found = new List<string>();
        var stored = await db.Registrations.AsNoTracking().ToListAsync();
        var states = stored.ToDictionary(r => (r.Person, r.Infosession), r => r.State);
        found.AddRange(_places.Where(p => !p.Value.Contains(states.TryGetValue(p.Key, out var state) ? state : null)).Select(p =>
            $"{p.Key.Person} in {p.Key.Session} is {(states.TryGetValue(p.Key, out var state) ? state : "not there")}, and was told {string.Join(" or ", p.Value)}: {string.Join("; ", _told.GetValueOrDefault(p.Key, []).TakeLast(8))}"));
        found.AddRange(stored.Where(r => !_places.ContainsKey((r.Person, r.Infosession))).Select(r => $"{r.Person} is in {r.Infosession}, and never asked"));

        foreach (var session in await db.Infosessions.AsNoTracking().ToListAsync())
        {
            var of = stored.Where(r => r.Infosession == session.Id).ToLookup(r => r.State);
            var (taken, offered, waiting) = (of.Where(g => g.Key is RegistrationState.Registered or RegistrationState.Attended or RegistrationState.NoShow).Sum(g => g.Count()), of[RegistrationState.Offered].Count(), of[RegistrationState.Waiting].Count());
            if ((taken, offered, waiting) != (session.Taken, session.Offered, session.Waiting) || taken + offered > session.Seats || (waiting > 0 && taken + offered < session.Seats))
            {
                found.Add($"{session.Id} counts {session.Taken}, {session.Offered} and {session.Waiting} of {session.Seats}, and has {taken}, {offered} and {waiting}");
            }
        }

        var topics = await db.Infosessions.ToDictionaryAsync(s => s.Id, s => s.Topic);
        found.AddRange(stored.Where(r => r.State == RegistrationState.Registered).GroupBy(r => (r.Person, topics[r.Infosession])).Where(g => g.Count() > 1).Select(g => $"{g.Key.Person} has two seats of one topic"));
        var credits = await db.Credits.AsNoTracking().ToListAsync();
        found.AddRange(_confirmed.Where(c => c.Value == Answer.Done && credits.Count(x => x.Colleague == c.Key) != 1).Select(c => $"{c.Key} was counted, and has {credits.Count(x => x.Colleague == c.Key)} credits"));
        found.AddRange(credits.GroupBy(c => c.Colleague).Where(g => g.Count() > 1 || !_confirmed.ContainsKey(g.Key)).Select(g => $"{g.Key} has {g.Count()} credits"));
        var messages = await db.Outbox.AsNoTracking().ToListAsync();
        await CompareMailsAsync([.. messages.Where(m => m.Channel == MessageChannel.Mail)], mails, found, output);
        await CompareTextsAsync([.. messages.Where(m => m.Channel == MessageChannel.TextMessage)], http, found, output);
        await WebhookLedger.CompareAsync(db, http, _seatMails, found, output);
        return found;
    }

    private async Task CompareMailsAsync(IReadOnlyList<OutboxMessage> messages, MailMoods mails, List<string> found, TextWriter output)
    {
        var arrived = mails.Taken;
        var byId = messages.ToDictionary(m => m.Id.Value.ToString("N"));
        found.AddRange(messages.Where(m => m.State == OutboxState.Sent && !arrived.ContainsKey(m.Id.Value.ToString("N"))).Select(m => $"the mail {m.Key} is sent, and never arrived"));
        found.AddRange(arrived.Keys.Where(id => !byId.ContainsKey(id)).Select(id => $"the mail {id} arrived, and nobody wrote it"));
        found.AddRange(arrived.Where(a => a.Value > 1 && byId.TryGetValue(a.Key, out var m) && m.Kind == OutboxKind.Nudge).Select(a => $"the nudge {byId[a.Key].Key} arrived {a.Value} times"));
        found.AddRange(messages.Where(m => m.State == OutboxState.Unknown && m.Kind != OutboxKind.Nudge).Select(m => $"the service mail {m.Key} was given up as unknown"));
        found.AddRange(messages.Where(m => m.State is OutboxState.Queued or OutboxState.Claimed).Select(m => $"the mail {m.Key} still waits"));
        foreach (var (person, (sure, maybe)) in _seatMails)
        {
            var written = messages.Count(m => m.Person == person && m.About == "infosession-confirmed");
            if (written < sure || written > sure + maybe)
            {
                found.Add($"{person} took {sure} to {sure + maybe} seats, and has {written} confirmations");
            }
        }

        var (again, nudges) = (arrived.Where(a => a.Value > 1).ToList(), messages.Count(m => m.Kind == OutboxKind.Nudge));
        if (nudges == 0)
        {
            found.Add("no nudge was queued, so that nothing is known of them");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"mails: {messages.Count} written, {nudges} of them nudges, {string.Join(", ", messages.GroupBy(m => m.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"))}; {arrived.Count} arrived, {again.Count} service mails again under the same Message-ID ({again.Count(a => mails.Unanswered.ContainsKey(a.Key))} of them because the answer was lost, the others by a kill)"));
        await output.WriteLineAsync("moods: " + string.Join(", ", mails.Seen.Select(m => $"{m.Key} {m.Value}")));
    }

    // Nobody can know whether a text message was taken whose answer was lost: it is sent once.
    private static async Task CompareTextsAsync(IReadOnlyList<OutboxMessage> messages, HttpMoods http, List<string> found, TextWriter output)
    {
        var arrived = messages.ToDictionary(m => m.Id, m => http.Taken.GetValueOrDefault(m.Id.Value.ToString("N")));
        found.AddRange(messages.Where(m => m.State switch
        {
            OutboxState.Sent => arrived[m.Id] != 1,
            OutboxState.Unknown => arrived[m.Id] > 1,
            OutboxState.Failed or OutboxState.Suppressed => arrived[m.Id] > 0,
            _ => true,
        }).Select(m => $"the text message {m.Key} is {m.State} ({m.FailureReason}), and arrived {arrived[m.Id]} times"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"text messages: {messages.Count} written, {string.Join(", ", messages.GroupBy(m => m.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}"))}; {arrived.Values.Count(n => n > 0)} arrived; moods: {string.Join(", ", http.Seen.Select(m => $"{m.Key} {m.Value}"))}"));
    }

    private void Tell(PersonId person, Infosession session, string what, Answer answer) =>
        _told.GetOrAdd((person, session.Id), _ => []).Add(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss.fff} {what}, {answer.ToString().ToLowerInvariant()}"));

    private int Of(string what, Answer answer) => _counts.GetValueOrDefault((what, answer));

    // Null is no registration at all.
    private HashSet<RegistrationState?> Places(PersonId person, InfosessionId session) => _places.GetOrAdd((person, session), _ => [null]);
}
