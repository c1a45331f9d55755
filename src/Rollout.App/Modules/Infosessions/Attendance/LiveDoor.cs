using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Who is recorded as present, in the form the door's phones read.</summary>
public sealed record DoorTick(Guid Person, bool? Came)
{
    public static IReadOnlyList<DoorTick> Of(DoorList list) => [.. list.People.Select(p => new DoorTick(p.Person.Value, p.Came))];
}

/// <summary>Sends every phone at a door what the others tick, whichever process they talk to, as server-sent events.</summary>
internal static class LiveDoor
{
    // A phone reconnects by itself, so permission is checked on every connection.
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(45);

    public static void MapLiveDoor(this IEndpointRouteBuilder app) => app.MapGet("/infosessions/{id:guid}/door/live", RunAsync).RequireAuthorization(Policies.LeadOrFacilitator);

    private static async Task<IResult> RunAsync(Guid id, HttpResponse response, FindDoor find, LiveChanges live, IHostApplicationLifetime host, CancellationToken ct)
    {
        if (await find.RunAsync(new InfosessionId(id), ct) is null)
        {
            return Results.NotFound();
        }

        response.Headers["X-Accel-Buffering"] = "no"; // nginx
        return TypedResults.ServerSentEvents(TicksAsync(new InfosessionId(id), find, live, host.ApplicationStopping, ct));
    }

    private static async IAsyncEnumerable<SseItem<IReadOnlyList<DoorTick>>> TicksAsync(
        InfosessionId id, FindDoor find, LiveChanges live, CancellationToken stopping, [EnumeratorCancellation] CancellationToken ct)
    {
        var heard = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var subscription = live.Subscribe(CachedData.Infosessions, () => heard.Writer.TryWrite(true));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        end.CancelAfter(Lasts);
        IReadOnlyList<DoorTick> sent = [];
        heard.Writer.TryWrite(true);
        while (await AnyAsync(heard.Reader, end.Token) && await find.RunAsync(id, ct) is { } list)
        {
            var now = DoorTick.Of(list);
            if (!now.SequenceEqual(sent))
            {
                sent = now;
                yield return new SseItem<IReadOnlyList<DoorTick>>(now);
            }
        }
    }

    private static async Task<bool> AnyAsync(ChannelReader<bool> heard, CancellationToken ct)
    {
        try
        {
            return await heard.WaitToReadAsync(ct) && heard.TryRead(out _);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
