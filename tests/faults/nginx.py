"""packaging/nginx/linchuang.conf as it is, but for ports and folders, for the tests that run nginx."""
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def write(folder, keys, port, ports):
    """FOLDER/nginx.conf, and what to run; logs and temporary files lie in FOLDER, each of these in folders of its own that stay."""
    path = os.path.join(folder, "nginx.conf")
    with open(os.path.join(ROOT, "packaging/nginx/linchuang.conf"), encoding="utf-8") as file:
        text = file.read().replace("/srv/kiosk/keys", keys).replace("listen 8700", f"listen 127.0.0.1:{port}")
    text = text.replace("/var/log/nginx", folder)
    for index, own in enumerate(ports):
        text = text.replace(f"127.0.0.1:870{index + 1}", f"127.0.0.1:{own}")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind} 1 2;\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"daemon off;\nworker_processes 2;\nworker_rlimit_nofile 60000;\npid {folder}/nginx.pid;\n"
                   f"error_log {folder}/nginx.log;\nevents {{ worker_connections 30000; }}\n"
                   f"http {{\naccess_log {folder}/access.log;\n{temporary}{text}}}\n")
    return ["nginx", "-c", path, "-p", folder, "-e", os.path.join(folder, "nginx.log")]
