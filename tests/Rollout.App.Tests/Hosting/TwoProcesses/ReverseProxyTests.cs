using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Rollout.App.Tests.Identity;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting.TwoProcesses;

/// <summary>Two processes behind nginx, with the configuration that scripts/nginx.conf gives operators.</summary>
public sealed class ReverseProxyTests(TwoPrograms two) : IClassFixture<TwoPrograms>
{
    [Fact]
    public async Task Pages_go_to_either_process_a_live_page_stays_with_one_and_a_killed_one_is_not_missed()
    {
        await using var nginx = await Nginx.StartAsync(two.First, two.Second);
        var visitor = new Visitor(nginx.Address);
        var page = await SigningIn.AskAsync(visitor, two.Lead.Email!);
        await visitor.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(two.Database, two.Lead).Code));
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings")).Status);
            await ConnectAsync(nginx.Address, visitor);
        }

        var import = await visitor.UploadAsync(await visitor.GetAsync("/people/import"), "upload", ("File", "people.csv", new byte[120_000_000]), ("Kind", "People"));
        Assert.Contains("This file has 120", import.Text, StringComparison.Ordinal);
        Assert.Equal(2, nginx.Answered("GET /settings").Distinct().Count());
        Assert.Single(nginx.Answered("POST /_blazor/negotiate").Distinct());

        two.Kill(0);
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/settings")).Status);
            await ConnectAsync(nginx.Address, visitor);
        }
    }

    /// <summary>Opens a live page's connection as its script does: it asks for a name, and comes back with it.</summary>
    private static async Task ConnectAsync(Uri address, Visitor visitor)
    {
        var cookies = string.Join("; ", visitor.Cookies.Select(c => $"{c.Key}={c.Value}"));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        using var answer = await http.PostAsync(new Uri(address, "/_blazor/negotiate?negotiateVersion=1"), null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("connectionToken").GetString()!;
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", cookies);
        await socket.ConnectAsync(new Uri($"ws://{address.Authority}/_blazor?id={Uri.EscapeDataString(token)}"), default);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    /// <summary>nginx on a free port of loopback, with files of its own.</summary>
    private sealed class Nginx : IAsyncDisposable
    {
        private readonly string _folder;
        private readonly Process _process;

        private Nginx(string folder, Uri address, Process process) => (_folder, Address, _process) = (folder, address, process);

        public Uri Address { get; }

        public static async Task<Nginx> StartAsync(Uri first, Uri second)
        {
            var (folder, port) = (Directory.CreateTempSubdirectory("rollout-nginx-").FullName, PostgresServer.FreePort());
            var given = (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "scripts", "nginx.conf")))
                .Replace("127.0.0.1:5081", first.Authority, StringComparison.Ordinal).Replace("127.0.0.1:5082", second.Authority, StringComparison.Ordinal)
                .Replace("127.0.0.1:8080", $"127.0.0.1:{port}", StringComparison.Ordinal);
            var kinds = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {folder}/{kind}; "));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "nginx.conf"),
                $"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{ }} http {{ {kinds} log_format upstreams '$request $upstream_addr'; access_log {folder}/access.log upstreams;\n{given}\n}}");
            var process = Process.Start(new ProcessStartInfo(Program(), ["-p", folder, "-e", $"{folder}/error.log", "-c", $"{folder}/nginx.conf"]))!;
            var nginx = new Nginx(folder, new Uri($"http://127.0.0.1:{port}"), process);
            await nginx.UntilItListensAsync();
            return nginx;
        }

        /// <summary>The processes that answered such requests.</summary>
        public IEnumerable<string> Answered(string request) =>
            File.ReadLines(Path.Combine(_folder, "access.log")).Where(line => line.StartsWith(request, StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]);

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            Directory.Delete(_folder, recursive: true);
        }

        private static string Program() =>
            ((string[])["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"]).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The tests need nginx: run ./test, which installs it, or install the package nginx-light.");

        private async Task UntilItListensAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            using var client = new HttpClient();
            while (true)
            {
                try
                {
                    (await client.GetAsync(new Uri(Address, "/health/live"), patience.Token)).Dispose();
                    return;
                }
                catch (HttpRequestException)
                {
                    if (_process.HasExited)
                    {
                        Assert.Fail(await File.ReadAllTextAsync(Path.Combine(_folder, "error.log")));
                    }

                    await Task.Delay(20, patience.Token);
                }
            }
        }
    }
}
