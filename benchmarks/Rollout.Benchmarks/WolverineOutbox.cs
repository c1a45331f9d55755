using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.Postgresql;
using Wolverine.Sqlite;

namespace Rollout.Benchmarks;

/// <summary>A mail to send, with its content, as Wolverine stores it.</summary>
public sealed record MailOrder(string Address, string Name, EmailContent Content);

/// <summary>The mails that are written through Wolverine's EF Core outbox; it has no tables of its own.</summary>
public sealed class MailOrdersDb(DbContextOptions<MailOrdersDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.MapWolverineEnvelopeStorage();
}

/// <summary>Renders and sends as our dispatcher does: one connection and one renderer for each message that is handled at the same time.</summary>
public sealed class MailOrderSender(MailRenderer renderer, IMailTransport transport, IClock clock) : IAsyncDisposable
{
    private readonly ConcurrentBag<(RenderSession Renderer, IMailSession Session)> _idle = [];
    private TaskCompletionSource _all = new();
    private int _left;

    /// <summary>Completes once <paramref name="mails"/> mails were sent.</summary>
    public Task Expect(int mails)
    {
        (_left, _all) = (mails, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _all.Task;
    }

    public async Task SendAsync(MailOrder order)
    {
        var pair = _idle.TryTake(out var idle) ? idle : (renderer.Open(), transport.Open());
        var message = OutboxMessage.ServiceMail("", "bench", new Recipient(null, order.Address, order.Name), order.Content, clock.GetCurrentInstant());
        using (var mail = await pair.Item1.RenderAsync(message))
        {
            var sent = await pair.Item2.SendAsync(mail, CancellationToken.None);
            if (sent != DeliveryResult.Sent)
            {
                throw new InvalidOperationException(sent.FailureReason);
            }
        }

        _idle.Add(pair);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _all.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (render, session) in _idle)
        {
            await render.DisposeAsync();
            await session.DisposeAsync();
        }
    }
}

/// <summary>Found by Wolverine by its name.</summary>
public static class MailOrderHandler
{
    public static Task HandleAsync(MailOrder order, MailOrderSender sender) => sender.SendAsync(order);
}

/// <summary>WolverineFx with its EF Core outbox and durable local queues, on either database.</summary>
internal sealed class WolverineOutbox(IHost host) : IAsyncDisposable
{
    public static async Task<WolverineOutbox> StartAsync(string? postgres, string folder, MailRenderer renderer, IMailTransport transport, IClock clock)
    {
        var sqlite = new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "wolverine.db"), DefaultTimeout = 30 }.ToString();
        if (postgres is null)
        {
            await using var connection = new SqliteConnection(sqlite);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            await command.ExecuteNonQueryAsync();
        }

        var host = Host.CreateDefaultBuilder()
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Error))
            .UseWolverine(wolverine =>
            {
                wolverine.Durability.Mode = DurabilityMode.Solo;
                wolverine.UseRuntimeCompilation();
                _ = postgres is null ? wolverine.PersistMessagesWithSqlite(sqlite) : (object)wolverine.PersistMessagesWithPostgresql(postgres);
                wolverine.Services.AddDbContextWithWolverineIntegration<MailOrdersDb>(options => _ = postgres is null ? options.UseSqlite(sqlite) : options.UseNpgsql(postgres));
                wolverine.UseEntityFrameworkCoreTransactions();
                wolverine.Policies.UseDurableLocalQueues();
                wolverine.LocalQueueFor<MailOrder>().MaximumParallelMessages(transport.MaxConnections);
                wolverine.Services.AddSingleton(new MailOrderSender(renderer, transport, clock));
            })
            .Build();
        await host.StartAsync();
        return new WolverineOutbox(host);
    }

    /// <summary>Writes these messages in one transaction and waits until all were sent.</summary>
    public async Task SendAsync(IReadOnlyList<OutboxMessage> messages)
    {
        var done = host.Services.GetRequiredService<MailOrderSender>().Expect(messages.Count);
        await using var scope = host.Services.CreateAsyncScope();
        var outbox = scope.ServiceProvider.GetRequiredService<IDbContextOutbox<MailOrdersDb>>();
        foreach (var message in messages)
        {
            await outbox.PublishAsync(new MailOrder(message.Address, message.Name, JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!));
        }

        await outbox.SaveChangesAndFlushMessagesAsync();
        await done;
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
