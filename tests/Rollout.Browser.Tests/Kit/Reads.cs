using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Rollout.Browser.Tests.Kit;

/// <summary>What is asked of one story's database, with its parameters, while it listens.</summary>
internal sealed class Reads : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<string> _all = [];
    private readonly List<IDisposable> _subscriptions = [];
    private readonly string _database;

    public Reads(string database)
    {
        _database = database;
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>The questions that mention a table, in the order they were asked.</summary>
    public IReadOnlyList<string> Of(string table)
    {
        lock (_all)
        {
            return [.. _all.Where(asked => asked.Contains($"\"{table}\"", StringComparison.Ordinal))];
        }
    }

    /// <summary>
    /// Reads something until it is heard, and forgets it. EF Core remembers for a second that nobody listens (its logging cache time), so what is read right
    /// after subscribing may go unheard.
    /// </summary>
    public async Task HearAsync(Func<Task> read)
    {
        for (var tries = 0; Count() == 0; tries++)
        {
            Assert.True(tries < 200, "Nothing that was read is heard.");
            await read();
        }

        lock (_all)
        {
            _all.Clear();
        }

        int Count()
        {
            lock (_all)
            {
                return _all.Count;
            }
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.EntityFrameworkCore")
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData { Command: var command } && command.Connection!.ConnectionString.Contains(_database, StringComparison.Ordinal))
        {
            lock (_all)
            {
                _all.Add($"{command.CommandText} {string.Join(", ", command.Parameters.Cast<System.Data.Common.DbParameter>().Select(p => p.Value))}");
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
}
