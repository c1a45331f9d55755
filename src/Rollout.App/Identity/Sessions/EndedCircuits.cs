using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Rollout.App.Identity.Sessions;

/// <summary>
/// Ends the live page of a session that has ended (<see cref="RevalidatingAuthenticationState"/>): the browser reloads it, which leads to the sign-in or to
/// what the new roles may see. Whatever else still comes over its connection is ignored, and the connection is cut.
/// </summary>
internal sealed class EndedCircuits(AuthenticationStateProvider authentication, NavigationManager navigation, IHttpContextAccessor http) : CircuitHandler, IDisposable
{
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(3);
    private HttpContext? _connection;
    private bool _ended;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        authentication.AuthenticationStateChanged -= Changed;
        authentication.AuthenticationStateChanged += Changed;
        _connection = http.HttpContext;
        if (_ended)
        {
            _connection?.Abort();
        }

        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _connection = null;
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        activity => _ended ? Task.CompletedTask : next(activity);

    public void Dispose() => authentication.AuthenticationStateChanged -= Changed;

    private void Changed(Task<AuthenticationState> state) => _ = EndAsync(state);

    private async Task EndAsync(Task<AuthenticationState> state)
    {
        if (_ended || (await state).User.Identity is { IsAuthenticated: true })
        {
            return;
        }

        navigation.NavigateTo(navigation.Uri, forceLoad: true);
        _ended = true;
        await Task.Delay(TimeToLeave);
        try
        {
            _connection?.Abort();
        }
        catch (ObjectDisposedException)
        {
            // The browser left meanwhile.
        }
    }
}
