"""What pages are made of.

Each small frozen dataclass here is one thing a person sees; it names the one template fragment that shows it, and
`{% show thing %}` puts it on a page. They hold words and addresses that are ready to be read: nothing here asks a
question of the record or decides anything.
"""
