using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>The rules of seats and waiting lists in their simplest form, sequential and in memory. The application's behaviour is compared with it.</summary>
internal sealed class SeatsModel(IReadOnlyList<SeatsModel.Hall> halls, WorkingHours hours, int offerHours)
{
    public IReadOnlyList<Hall> Halls { get; } = halls;

    public Instant Now { get; set; }

    /// <summary>The events that occurred, so that a test can check that it covered all of them.</summary>
    public HashSet<string> Happened { get; } = [];

    /// <summary>An infosession.</summary>
    internal sealed class Hall(Infosession session)
    {
        public Infosession Session { get; } = session;
        public int Seats { get; set; } = session.Seats;
        public Instant StartsAt { get; set; } = session.StartsAt;
        public Instant EndsAt { get; set; } = session.EndsAt;
        public bool IsCancelled { get; set; }
        public HashSet<PersonId> Seated { get; } = [];
        public Dictionary<PersonId, Instant> Offers { get; } = [];
        public List<PersonId> Line { get; } = [];
        public HashSet<PersonId> Called { get; } = [];

        public int Left => Seats - Seated.Count - Offers.Count;

        public bool Knows(PersonId person) => Seated.Contains(person) || Offers.ContainsKey(person) || Line.Contains(person);

        public bool Drop(PersonId person)
        {
            Called.Remove(person);
            return Seated.Remove(person) | Offers.Remove(person) | Line.Remove(person);
        }
    }

    /// <returns>Whether it is allowed.</returns>
    public bool SignUp(PersonId person, Hall hall)
    {
        if (!hall.IsCancelled && Now < hall.EndsAt && hall.Knows(person))
        {
            return true;
        }

        if (!IsOpen(hall) || IsBusy(person, hall))
        {
            return false;
        }

        if (hall.Line.Count > 0 || hall.Left <= 0)
        {
            Happened.Add(hall.Left > 0 ? "joined while a called seat was free" : "joined");
            hall.Line.Add(person);
        }
        else
        {
            Seat(person, hall);
        }

        return true;
    }

    public bool Take(PersonId person, Hall hall)
    {
        if (hall.Seated.Contains(person))
        {
            return true;
        }

        var offered = hall.Offers.TryGetValue(person, out var until) && Now < until;
        var called = hall.Line.Contains(person) && hall.Called.Contains(person) && hall.Left > 0;
        if (!IsOpen(hall) || (!offered && !called) || IsBusy(person, hall))
        {
            Happened.Add(!IsOpen(hall) ? "too late" : offered || called ? "busy" : hall.Line.Contains(person) && hall.Left > 0 ? "not called" : hall.Offers.ContainsKey(person) ? "ended" : "nothing to take");
            return false;
        }

        Happened.Add(offered ? "took an offer" : "took a called seat");
        hall.Drop(person);
        Seat(person, hall);
        return true;
    }

    public bool Withdraw(PersonId person, Hall hall)
    {
        if (Now >= hall.StartsAt || !hall.Drop(person))
        {
            return false;
        }

        MoveOn(hall);
        return true;
    }

    public bool Replan(Hall hall, int seats, Instant startsAt)
    {
        if (!IsOpen(hall) || startsAt <= Now || seats < hall.Seated.Count + hall.Offers.Count)
        {
            return false;
        }

        (hall.Seats, hall.EndsAt, hall.StartsAt) = (seats, startsAt + (hall.EndsAt - hall.StartsAt), startsAt);
        foreach (var (person, until) in hall.Offers.ToList())
        {
            Happened.Add(until > startsAt ? "offer cut short" : "offer kept");
            hall.Offers[person] = Instant.Min(until, startsAt);
        }

        MoveOn(hall);
        return true;
    }

    public bool Cancel(Hall hall)
    {
        if (!IsOpen(hall))
        {
            return false;
        }

        hall.IsCancelled = true;
        hall.Offers.Clear();
        hall.Line.Clear();
        return true;
    }

    public bool PrioritizeWaiting(PersonId person, Hall hall)
    {
        if (!hall.Line.Remove(person))
        {
            return false;
        }

        hall.Line.Insert(0, person);
        MoveOn(hall);
        return true;
    }

    /// <summary>What happens as time passes.</summary>
    public void TimePassed()
    {
        foreach (var hall in Halls.Where(h => !h.IsCancelled))
        {
            if (Now >= hall.StartsAt)
            {
                Happened.Add(hall.Line.Count > 0 ? "left over" : "started");
                hall.Offers.Clear();
                hall.Line.Clear();
            }
            else if (hall.Offers.Where(o => o.Value <= Now).Select(o => o.Key).ToList() is { Count: > 0 } over)
            {
                Happened.Add("expired");
                over.ForEach(p => hall.Offers.Remove(p));
                MoveOn(hall);
            }
        }
    }

    private bool IsOpen(Hall hall) => !hall.IsCancelled && Now < hall.StartsAt;

    // A seat or an offer at the same time; one of the same topic that is still to come would be given up.
    private bool IsBusy(PersonId person, Hall wanted) => Halls.Any(h =>
        h != wanted && !h.IsCancelled && Now < h.EndsAt && (h.Seated.Contains(person) || h.Offers.ContainsKey(person)) &&
        (h.Session.Topic != wanted.Session.Topic || Now >= h.StartsAt) && h.StartsAt < wanted.EndsAt && h.EndsAt > wanted.StartsAt);

    private void Seat(PersonId person, Hall hall)
    {
        hall.Seated.Add(person);
        foreach (var other in Halls.Where(h => h != hall && h.Session.Topic == hall.Session.Topic && IsOpen(h)))
        {
            if (other.Drop(person))
            {
                Happened.Add(other.Left > 0 && other.Line.Count > 0 ? "gave up for who waits" : "gave up");
                MoveOn(other);
            }
        }
    }

    private void MoveOn(Hall hall)
    {
        while (IsOpen(hall) && hall.Left > 0 && hall.Line.Count > 0)
        {
            var until = hours.After(Now, Duration.FromHours(offerHours));
            if (until > hall.StartsAt)
            {
                Happened.Add("called");
                hall.Called.UnionWith(hall.Line);
                return;
            }

            hall.Offers[hall.Line[0]] = until;
            hall.Called.Remove(hall.Line[0]);
            hall.Line.RemoveAt(0);
        }
    }
}
